import {
	isFilledByOAuth,
	oauthRequirementsOf,
	templateOf,
	type OAuthRequirements,
} from '../../../nodes/shared/connectors/oauthRequirements';
import { bringsOwnClient } from '../../../nodes/shared/connectors/ownClient';
import { dotted } from '../../../nodes/shared/connectors/paths';
import { fixture } from './fixture';

function derive(shape: string): OAuthRequirements {
	const oauth = oauthRequirementsOf(fixture(shape));
	if (!oauth) throw new Error(`${shape} has no OAuth`);
	return oauth;
}

function constantsOf(shape: string): Record<string, unknown> {
	return Object.fromEntries(
		derive(shape).constants.map(({ path, value }) => [dotted(path), value]),
	);
}

test('a connector without an OAuth section has no OAuth requirements', () => {
	expect(oauthRequirementsOf(fixture('without-oauth'))).toBeUndefined();
});

test('the secret fills what the provider hands out and what the owner of the app knows', () => {
	expect(derive('nested-one-of').secretFills.map(dotted)).toEqual([
		'credentials.refresh_token',
		'credentials.client_id',
		'credentials.client_secret',
	]);
});

describe('what says that OAuth is used is', () => {
	test.each([
		['the predicate, in a oneOf', 'nested-one-of', { 'credentials.kind': 'oauth' }],
		['the predicate, in an anyOf', 'any-of', { 'authorization.method': 'client' }],
		['the predicate, without any choice', 'flat-predicate', { mode: 'oauth' }],
		[
			'the predicate, where two branches hold the tokens',
			'enum-of-one',
			{ 'credentials.auth_type': 'Legacy' },
		],
		[
			'the constant of the branch, without a predicate',
			'constant-without-predicate',
			{ 'authorization.auth_type': 'client' },
		],
		['the default that tells the branches apart', 'default-only', { 'credentials.way': 'oauth' }],
		[
			'all constants of the branch that asks for least, where two hold the tokens',
			'two-branches-alike',
			{ 'access.kind': 'client', 'access.version': 2 },
		],
		['nothing, where there is nothing but OAuth', 'plain-object-no-predicate', {}],
	])('%s', (_, shape, constants) => {
		expect(constantsOf(shape)).toEqual(constants);
	});
});

test('an option that a person may leave out is no constant, even if it is the only one', () => {
	expect(constantsOf('flat-predicate')).not.toHaveProperty('channel');
});

describe('the OAuth inputs', () => {
	test('go by their own keys, and again at their paths in the configuration', () => {
		const inputs = derive('inputs-in-branch').inputs.map(({ key, path }) => [key, dotted(path)]);
		expect(inputs).toEqual([
			['tenant_id', 'credentials.tenant_id'],
			['domain', 'api_url'],
		]);
	});

	test('are described by the configuration: title, default, options', () => {
		const [region] = derive('flat-predicate').inputs;
		expect(region?.schema).toMatchObject({ title: 'Region', enum: ['EU', 'US'], default: 'EU' });
		expect(derive('inputs-in-branch').inputs[1]?.schema).toMatchObject({ title: 'Host' });
	});

	test("are required where the configuration requires them, in OAuth's branch", () => {
		const required = derive('inputs-in-branch').inputs.map((input) => input.required);
		expect(required).toEqual([true, false]);
	});
});

describe('an override', () => {
	test('is nested as the configuration is', () => {
		expect(templateOf(derive('plain-object-no-predicate').overrideFields)).toEqual({
			credentials: {
				client_id: 'client_id',
				client_secret: 'client_secret',
				developer_token: 'developer_token',
			},
		});
		expect(templateOf(derive('flat-predicate').overrideFields)).toEqual({
			client_id: 'client_id',
			client_secret: 'client_secret',
		});
	});

	test('reaches for no prototype, whatever a specification says', () => {
		const path = ['__proto__', 'polluted'];
		const field = { key: 'client_id', path, schema: {}, required: true };
		expect(Object.keys(templateOf([field]))).toEqual([]);
		expect({}).not.toHaveProperty('polluted');
	});

	test('is the plain client where none of it enters the configuration', () => {
		const { clientFields, overrideFields } = derive('no-client-fields');
		expect(clientFields).toEqual([]);
		expect(overrideFields.map(({ key }) => key)).toEqual(['client_id', 'client_secret']);
	});
});

describe('scopes can be asked for', () => {
	test('where the connector lists them', () => {
		expect(derive('nested-one-of').scopes).toEqual({
			requestable: ['read', 'write'],
			optional: ['admin'],
		});
	});

	test.each(['no-client-fields', 'flat-predicate'])('and not elsewhere: %s', (shape) => {
		expect(derive(shape).scopes).toBeUndefined();
	});
});

test('what OAuth fills and sets is its own business, what stands beside it is not', () => {
	const oauth = derive('nested-one-of');
	expect(isFilledByOAuth(oauth, ['credentials', 'client_id'])).toBe(true);
	expect(isFilledByOAuth(oauth, ['credentials', 'kind'])).toBe(true);
	expect(isFilledByOAuth(oauth, ['credentials'])).toBe(false);
	expect(isFilledByOAuth(oauth, ['start_date'])).toBe(false);
});

describe('a configuration brings an OAuth client of its own', () => {
	test('when it chooses OAuth and holds a client', () => {
		const configuration = { credentials: { kind: 'oauth', client_id: 'mine' } };
		expect(bringsOwnClient(derive('nested-one-of'), configuration)).toBe(true);
	});

	test.each([
		{ credentials: { kind: 'key', client_id: 'left over' } },
		{ credentials: { kind: 'oauth' } },
		{},
	])('and not as %j', (configuration) => {
		expect(bringsOwnClient(derive('nested-one-of'), configuration)).toBe(false);
	});
});
