import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { assembleConfiguration } from '../../../nodes/shared/connectors/assemble';
import { propertyOf } from '../../../nodes/shared/connectors/schema';
import { fixture, specificationOf } from './fixture';

function withSecret(shape: string, given: IDataObject, oAuthInput?: IDataObject): IDataObject {
	return assembleConfiguration({
		specification: fixture(shape),
		given,
		oAuthInput,
		withSecret: true,
	});
}

function withoutSecret(shape: string, given: IDataObject): IDataObject {
	return assembleConfiguration({ specification: fixture(shape), given, withSecret: false });
}

describe("the caller's fields", () => {
	test('may be flat with dots, nested, or both', () => {
		const given = {
			'credentials.kind': 'key',
			credentials: { api_key: 'k' },
			start_date: '2026-01-01',
		};
		expect(withoutSecret('nested-one-of', given)).toEqual({
			credentials: { kind: 'key', api_key: 'k' },
			start_date: '2026-01-01',
		});
	});

	test('keep a dot that belongs to the name of a property', () => {
		expect(withoutSecret('without-oauth', { 'api.version': '2' })).toMatchObject({
			'api.version': '2',
		});
	});

	test('keep a dot where nothing of that name could hold them', () => {
		expect(withoutSecret('without-oauth', { 'no.such': 1 })).toMatchObject({ 'no.such': 1 });
	});

	test('stay as they are, even where OAuth or a default would say otherwise', () => {
		const given = {
			mode: 'other',
			region: 'US',
			client_id: 'mine',
			account: null,
			extra: [{ deep: true }],
		};
		expect(withSecret('flat-predicate', given, { region: 'EU' })).toEqual(given);
	});

	test('are not changed themselves', () => {
		const given = Object.freeze({ credentials: Object.freeze({ tenant_id: 't' }) });
		withSecret('inputs-in-branch', given, { domain: 'd' });
		expect(given).toEqual({ credentials: { tenant_id: 't' } });
	});

	test.each(['__proto__', 'credentials.__proto__.polluted', 'constructor.prototype.polluted'])(
		'are refused where they reach for a prototype: %s',
		(key) => {
			const given = JSON.parse(`{"${key}": {"polluted": true}}`) as IDataObject;
			expect(() => withSecret('nested-one-of', given)).toThrow(UserError);
			expect({}).not.toHaveProperty('polluted');
		},
	);

	test('are refused when one is given twice, or in what is not an object', () => {
		const twice = { credentials: { kind: 'key' }, 'credentials.kind': 'oauth' };
		expect(() => withoutSecret('nested-one-of', twice)).toThrow(
			"'credentials.kind' is given twice",
		);
		const inText = { credentials: 'text', 'credentials.kind': 'key' };
		expect(() => withoutSecret('nested-one-of', inText)).toThrow("'credentials' is not an object");
	});
});

describe('with a secret', () => {
	test.each([
		['nested-one-of', { credentials: { kind: 'oauth' } }],
		['any-of', { authorization: { method: 'client' } }],
		['flat-predicate', { mode: 'oauth' }],
		['constant-without-predicate', { authorization: { auth_type: 'client' } }],
		['enum-of-one', { credentials: { auth_type: 'Legacy' } }],
		['default-only', { credentials: { way: 'oauth' } }],
		['no-client-fields', {}],
		['tokens-alone', {}],
	])('says that OAuth is used, and leaves the tokens to Airbyte: %s', (shape, configuration) => {
		expect(withSecret(shape, {})).toEqual(configuration);
	});

	test('gives required fields beside the tokens their defaults', () => {
		expect(withSecret('plain-object-no-predicate', { customer: '1' })).toEqual({
			customer: '1',
			credentials: { flavour: 'standard' },
		});
	});

	test('puts the OAuth inputs where the configuration wants them', () => {
		expect(withSecret('inputs-in-branch', {}, { tenant_id: 't', domain: 'd.example' })).toEqual({
			credentials: { auth_type: 'Client', tenant_id: 't' },
			api_url: 'd.example',
		});
	});

	test("mixes nothing of OAuth's branch into another one that the caller chose", () => {
		const given = { credentials: { auth_type: 'Client' } };
		expect(withSecret('enum-of-one', given)).toEqual(given);
		const access = { kind: 'service', tenant: 't' };
		expect(withSecret('two-branches-alike', { access })).toEqual({ access });
	});
});

describe('defaults', () => {
	test('are given where required, in the branch that was chosen, however deep', () => {
		const tunnel = { method: 'SSH', host: 'h', login: { by: 'key', key: 'k' } };
		expect(withoutSecret('without-oauth', { host: 'db', tunnel })).toEqual({
			host: 'db',
			mode: 'full',
			tunnel: { ...tunnel, port: 22 },
		});
	});

	test('are left to the connector where not required', () => {
		expect(withoutSecret('nested-one-of', {})).toEqual({});
		expect(withoutSecret('without-oauth', { proxy: { url: 'u' } })).toMatchObject({
			proxy: { url: 'u', port: 8080 },
		});
	});

	test('are not given where the connector would refuse its own default', () => {
		const specification = specificationOf({ size: { type: 'integer', default: 'many' } }, ['size']);
		expect(assembleConfiguration({ specification, given: {}, withSecret: false })).toEqual({});
	});

	test('never make an object of which something is missing', () => {
		const proxy = propertyOf(fixture('without-oauth').connectionSpecification, 'proxy') ?? {};
		const specification = specificationOf({ proxy }, ['proxy']);
		expect(assembleConfiguration({ specification, given: {}, withSecret: false })).toEqual({});
	});
});
