import type { ResourceMapperField } from 'n8n-workflow';

import { configurationForm, filledIn } from '../../../nodes/shared/connectors/form';
import {
	oauthInputForm,
	overrideConfiguration,
	overrideForm,
} from '../../../nodes/shared/connectors/oauthForm';
import {
	oauthRequirementsOf,
	type OAuthRequirements,
} from '../../../nodes/shared/connectors/oauthRequirements';
import { fixture, specificationOf } from './fixture';

function form(shape: string, withSecret = false): ResourceMapperField[] {
	return configurationForm(fixture(shape), { withSecret });
}

function field(fields: ResourceMapperField[], id: string): ResourceMapperField | undefined {
	return fields.find((candidate) => candidate.id === id);
}

function ids(fields: ResourceMapperField[]): string[] {
	return fields.map(({ id }) => id);
}

function oauthOf(shape: string): OAuthRequirements {
	const oauth = oauthRequirementsOf(fixture(shape));
	if (!oauth) throw new Error(`${shape} has no OAuth`);
	return oauth;
}

describe('the form of a configuration', () => {
	test('has a field for every value, in the order of the connector, nested ones with dots', () => {
		expect(ids(form('nested-one-of'))).toEqual([
			'credentials.kind',
			'credentials.api_key',
			'credentials.client_id',
			'credentials.client_secret',
			'credentials.refresh_token',
			'start_date',
			'page_size',
			'internal',
		]);
	});

	test('names a field by its title, with where it stands, which choice needs it and its shape', () => {
		const fields = form('nested-one-of');
		expect(field(fields, 'credentials.api_key')?.displayName).toBe('Authentication: API key (Key)');
		expect(field(fields, 'start_date')?.displayName).toBe('Start date (YYYY-MM-DD)');
		const [unnamed] = configurationForm(specificationOf({ page_size: {} }), { withSecret: false });
		expect(unnamed?.displayName).toBe('Page Size');
	});

	test.each([
		[{ format: 'date' }, 'Since (date)'],
		[{ format: 'date', examples: ['2026-01-31'] }, 'Since (e.g. 2026-01-31)'],
		[{ pattern: '^\\d+$', examples: ['42'] }, 'Since (e.g. 42)'],
		[{ examples: ['anything'] }, 'Since'],
	])('shows what a text has to look like where the connector cares: %j', (schema, name) => {
		const specification = specificationOf({ since: { type: 'string', ...schema } });
		expect(configurationForm(specification, { withSecret: false })[0]?.displayName).toBe(name);
	});

	test('knows a field by what the object and its only branch say of it together', () => {
		const box = {
			properties: { size: { title: 'Size of the box' } },
			oneOf: [{ properties: { size: { type: 'integer' } } }],
		};
		const [size] = configurationForm(specificationOf({ box }), { withSecret: false });
		expect(size).toMatchObject({ displayName: 'Box: Size of the box', type: 'number' });
	});

	test('offers the branches of a choice by their titles', () => {
		expect(field(form('nested-one-of'), 'credentials.kind')).toMatchObject({
			displayName: 'Authentication',
			type: 'options',
			required: true,
			options: [
				{ name: 'Key', value: 'key' },
				{ name: 'Sign in', value: 'oauth' },
			],
		});
	});

	test('has one field for what several branches ask for', () => {
		const rate = form('root-choice').filter(({ id }) => id === 'rate');
		expect(rate.map(({ displayName }) => displayName)).toEqual(['Rate (Endless, Limited)']);
	});

	test('requires nothing that only one of several choices needs', () => {
		const fields = form('nested-one-of');
		const required = fields.filter((candidate) => candidate.required);
		expect(ids(required)).toEqual(['credentials.kind', 'start_date']);
	});

	test.each([
		['host', 'string'],
		['port', 'number'],
		['api.version', 'string'],
		['verbose', undefined],
		['maybe', 'number'],
		['either', undefined],
		['labels', 'object'],
		['level', 'options'],
		['tunnel.login.by', 'options'],
		['tunnel.login.key', 'string'],
		['pair', 'object'],
	])('takes %s as %s', (id, type) => {
		expect(field(form('without-oauth'), id)).toHaveProperty('type', type);
	});

	test('fills in defaults only where that makes no object nobody asked for', () => {
		const fields = form('without-oauth');
		expect(field(fields, 'port')?.defaultValue).toBe(5432);
		expect(field(fields, 'proxy.port')).not.toHaveProperty('defaultValue');
		expect(field(fields, 'tunnel.port')).not.toHaveProperty('defaultValue');
	});

	test("keeps what Airbyte's form hides among the fields that can be added", () => {
		expect(field(form('nested-one-of'), 'internal')).toMatchObject({
			removed: true,
			display: true,
		});
	});

	test.each([
		['nested-one-of', ['start_date', 'page_size', 'internal']],
		['flat-predicate', ['region', 'account', 'channel']],
		['any-of', []],
		['plain-object-no-predicate', ['credentials.flavour', 'customer']],
		['enum-of-one', ['credentials.shard']],
		['inputs-in-branch', ['api_url', 'folders', 'credentials.tenant_id']],
	])('leaves out what a secret fills: %s', (shape, left) => {
		expect(ids(form(shape, true))).toEqual(left);
	});

	test("requires what is missing in OAuth's branch once a secret is used", () => {
		expect(field(form('plain-object-no-predicate', true), 'credentials.flavour')).toMatchObject({
			required: true,
		});
	});

	test('asks not again for what was given before the consent, but lets it be added', () => {
		const fields = form('inputs-in-branch', true);
		expect(field(fields, 'credentials.tenant_id')).toMatchObject({
			required: false,
			removed: true,
		});
		expect(field(form('flat-predicate', true), 'region')).toMatchObject({ removed: true });
	});

	test('shows at first what is required and what stands at the top, a switch only with a default', () => {
		const specification = specificationOf({
			since: { type: 'string' },
			strict: { type: 'boolean' },
			verbose: { type: 'boolean', default: true },
			proxy: { type: 'object', properties: { host: { type: 'string' } } },
		});
		const shown = configurationForm(specification, { withSecret: false });
		expect(ids(shown.filter(({ removed }) => !removed))).toEqual(['since', 'verbose']);
		const choice = form('nested-one-of').filter(({ removed }) => !removed);
		expect(ids(choice)).toEqual(['credentials.kind', 'start_date', 'page_size']);
	});
});

test('a field that was left empty was not given', () => {
	const value = { a: 'x', b: '', c: null, d: 0, e: false };
	expect(filledIn(value)).toEqual({ a: 'x', d: 0, e: false });
	expect(filledIn(null)).toEqual({});
});

describe('the forms of OAuth', () => {
	test('ask for the inputs by their own keys', () => {
		expect(oauthInputForm(oauthOf('inputs-in-branch'))).toMatchObject([
			{ id: 'tenant_id', displayName: 'Tenant ID', required: true },
			{ id: 'domain', displayName: 'Host', required: false, defaultValue: 'files.example.com' },
		]);
		expect(oauthInputForm(oauthOf('flat-predicate'))).toMatchObject([
			{ id: 'region', type: 'options', defaultValue: 'EU' },
		]);
	});

	test('ask for all that an override needs', () => {
		expect(overrideForm(oauthOf('plain-object-no-predicate'))).toMatchObject([
			{ id: 'client_id', displayName: 'Client ID', required: true },
			{ id: 'client_secret', displayName: 'Client secret', required: true },
			{ id: 'developer_token', displayName: 'Developer token', required: true },
		]);
	});

	test('give the override back as the configuration nests it', () => {
		const given = { client_id: 'i', client_secret: 's', developer_token: 't', other: 'o' };
		expect(overrideConfiguration(oauthOf('plain-object-no-predicate'), given)).toEqual({
			credentials: { client_id: 'i', client_secret: 's', developer_token: 't' },
		});
	});

	test('refuse half an override, which Airbyte would not take', () => {
		const give = () =>
			overrideConfiguration(oauthOf('plain-object-no-predicate'), {
				client_id: 'i',
				client_secret: '',
			});
		expect(give).toThrow("The OAuth override lacks 'Client secret' and 'Developer token'");
	});
});
