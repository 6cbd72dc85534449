import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { assembleConfiguration } from '../../../nodes/shared/connectors/assemble';
import {
	assertValidConfiguration,
	configurationProblems,
} from '../../../nodes/shared/connectors/validate';
import type { JsonSchema } from '../../../nodes/shared/connectors/schema';
import { dotted } from '../../../nodes/shared/connectors/paths';
import { fixture, specificationOf } from './fixture';

/** What is wrong with the caller's fields, as they are assembled and sent. */
function problems(shape: string, given: IDataObject, withSecret = false): string[] {
	const specification = fixture(shape);
	const configuration = assembleConfiguration({ specification, given, withSecret });
	return configurationProblems(specification, configuration, { withSecret }).map(
		({ path, title, message }) => `${title} (${dotted(path)}) ${message}`,
	);
}

function accepts(schema: JsonSchema, value: unknown): boolean {
	const specification = specificationOf({ field: schema });
	return configurationProblems(specification, { field: value }, { withSecret: false }).length === 0;
}

describe('a field is named by its title', () => {
	test('when it is missing', () => {
		expect(problems('nested-one-of', { credentials: { kind: 'key', api_key: 'k' } })).toEqual([
			'Start date (start_date) is missing',
		]);
	});

	test('when it is of the wrong type', () => {
		for (const size of ['ten', 1.5, null]) {
			const given = { start_date: '2026-01-01', page_size: size };
			expect(problems('nested-one-of', given, true)).toEqual([
				'Page size (page_size) has to be a whole number',
			]);
		}
	});

	test('when it is not one of those that can be chosen', () => {
		expect(problems('flat-predicate', { account: 'a', region: 'Mars' }, true)).toEqual([
			'Region (region) has to be one of "EU", "US"',
		]);
	});

	test('when it does not have the shape that the connector asks for', () => {
		expect(problems('nested-one-of', { start_date: 'yesterday' }, true)).toEqual([
			'Start date (start_date) has to match YYYY-MM-DD',
		]);
	});

	test('inside of a list', () => {
		expect(problems('inputs-in-branch', { folders: ['a', 1] }, true)).toContain(
			'Folders [1] (folders.1) has to be a text',
		);
	});
});

describe('with a secret', () => {
	test('nothing that OAuth fills is missed', () => {
		expect(problems('flat-predicate', { account: 'a' }, true)).toEqual([]);
	});

	test('what stands beside it is', () => {
		const given = { folders: ['a'], credentials: { auth_type: 'Client' } };
		expect(problems('inputs-in-branch', given, true)).toEqual([
			'Tenant ID (credentials.tenant_id) is missing',
		]);
	});

	test('without one, all of it is missed', () => {
		expect(problems('flat-predicate', { account: 'a' })).toHaveLength(3);
	});
});

describe('of a choice', () => {
	test('only the branch that was chosen is judged', () => {
		const tunnel = { method: 'SSH', host: 'h', port: 22, login: { by: 'key' } };
		expect(problems('without-oauth', { host: 'h', mode: 'm', tunnel })).toEqual([
			'Key (tunnel.login.key) is missing',
		]);
	});

	test.each([{}, { method: 'TELNET' }])('an open one is asked for: %j', (tunnel) => {
		expect(problems('without-oauth', { host: 'h', mode: 'm', tunnel })).toEqual([
			'Tunnel (tunnel.method) has to be one of "NONE", "SSH"',
		]);
	});

	test('any branch will do where none is marked', () => {
		const rest = { host: 'h', mode: 'm', tunnel: { method: 'NONE' } };
		expect(problems('without-oauth', { ...rest, pair: { b: 'b' } })).toEqual([]);
		expect(problems('without-oauth', { ...rest, pair: {} })).toEqual(['a (pair.a) is missing']);
	});
});

describe('nothing is refused that Airbyte might take', () => {
	test.each<[string, JsonSchema, unknown]>([
		['a keyword that is not known', { frobnicate: 7 }, 'x'],
		['a reference', { $ref: '#/definitions/x', type: 'integer' }, 'x'],
		['a type that is not known', { type: 'decimal' }, 'x'],
		['null of several types', { type: ['null', 'string'] }, null],
		['null where the connector calls it nullable', { type: 'string', nullable: true }, null],
		['a format, on which validators differ', { type: 'string', format: 'date' }, 'x'],
		['a pattern that only Java reads', { type: 'string', pattern: '\\Ayes\\Z' }, 'yes'],
		['a pattern that nobody reads', { type: 'string', pattern: '(' }, 'x'],
		['a list of objects to choose from', { enum: [{ a: 1 }] }, { a: 1 }],
		['`required` that is no list', { type: 'object', required: true }, {}],
		['properties beyond those declared', { type: 'object', additionalProperties: false }, { a: 1 }],
	])('%s', (_, schema, value) => expect(accepts(schema, value)).toBe(true));

	test('a property named like one that every object has', () => {
		const schema = { type: 'object', required: ['toString'] };
		expect(accepts(schema, { toString: 'x' })).toBe(true);
		expect(accepts(schema, {})).toBe(false);
	});
});

describe('the error', () => {
	test('names every field and never a value', () => {
		const given = { start_date: 'hunter2', credentials: { kind: 'key', api_key: 12345 } };
		let thrown: unknown;
		try {
			assertValidConfiguration(fixture('nested-one-of'), given, { withSecret: false });
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toBeInstanceOf(UserError);
		const { message, description } = thrown as UserError;
		expect(message).toBe('2 fields of the configuration need a change');
		expect(description).toContain('- Start date (start_date) has to match YYYY-MM-DD');
		expect(description).toContain('- API key (credentials.api_key) has to be a text');
		expect(message + String(description)).not.toMatch(/hunter2|12345/);
	});

	test('is not thrown for a configuration that is right', () => {
		const given = { start_date: '2026-01-01', credentials: { kind: 'key', api_key: 'k' } };
		const check = () =>
			assertValidConfiguration(fixture('nested-one-of'), given, { withSecret: false });
		expect(check).not.toThrow();
	});
});
