import { connectorRequirements } from '../../../nodes/shared/connectors/requirements';
import { specificationIn } from '../../../nodes/shared/connectors/specification';
import { fixture } from './fixture';

test('say what to give before the consent, what the secret fills and what is still needed', () => {
	const requirements = connectorRequirements(fixture('inputs-in-branch'));
	expect(requirements).toMatchObject({
		hasOAuth: true,
		beforeConsent: [
			{
				id: 'tenant_id',
				path: ['credentials', 'tenant_id'],
				title: 'Tenant ID',
				description: 'Directory of the account.',
				type: 'string',
				required: true,
			},
			{ id: 'domain', path: ['api_url'], title: 'Host', default: 'files.example.com' },
		],
		stillNeeded: [{ id: 'folders', title: 'Folders', type: 'array', required: true }],
		optional: [],
		filledBySecret: [
			'credentials.refresh_token',
			'credentials.client_id',
			'credentials.client_secret',
		],
		setAutomatically: [
			{ id: 'credentials.auth_type', path: ['credentials', 'auth_type'], value: 'Client' },
		],
		override: { template: { credentials: { client_id: 'client_id' } } },
		scopes: null,
	});
});

test('say of a field all that a form needs', () => {
	const { stillNeeded, optional, scopes } = connectorRequirements(fixture('nested-one-of'));
	expect(stillNeeded).toEqual([
		{
			id: 'start_date',
			path: ['start_date'],
			title: 'Start date',
			description: 'From when on to read.',
			type: 'string',
			pattern: '^\\d{4}-\\d{2}-\\d{2}$',
			required: true,
			secret: false,
		},
	]);
	expect(optional).toMatchObject([
		{ id: 'page_size', type: 'integer', default: 50, required: false },
		{ id: 'internal', type: 'boolean' },
	]);
	expect(scopes).toEqual({ requestable: ['read', 'write'], optional: ['admin'] });
});

test('say of a connector without OAuth what each of its choices needs', () => {
	const { hasOAuth, stillNeeded } = connectorRequirements(fixture('without-oauth'));
	expect(hasOAuth).toBe(false);
	expect(stillNeeded).toMatchObject([
		{ id: 'host' },
		{ id: 'tunnel.method', options: [{ value: 'NONE' }, { value: 'SSH' }] },
		{ id: 'tunnel.host', when: [{ path: ['tunnel', 'method'], values: ['SSH'] }] },
		{ id: 'tunnel.login.by' },
		{
			id: 'tunnel.login.password',
			secret: true,
			when: [
				{ path: ['tunnel', 'method'], values: ['SSH'] },
				{ path: ['tunnel', 'login', 'by'], values: ['password'] },
			],
		},
		{ id: 'tunnel.login.key' },
	]);
});

test('name every field once, also where the whole configuration is a choice', () => {
	const { stillNeeded, optional } = connectorRequirements(fixture('root-choice'));
	expect(stillNeeded.map(({ id }) => id)).toEqual(['type', 'rate', 'limit']);
	expect(optional.map(({ id }) => id)).toEqual(['rate']);
});

describe('a default counts', () => {
	const account = {
		type: 'object',
		required: ['plan'],
		default: { plan: 'free' },
		properties: { plan: { type: 'string' }, token: { type: 'string' } },
	};

	function needed(advancedAuth?: object): string[] {
		const spec = {
			connectionSpecification: { properties: { account }, required: ['account'] },
			advancedAuth,
		};
		const specification = specificationIn(spec);
		return specification
			? connectorRequirements(specification).stillNeeded.map(({ id }) => id)
			: [];
	}

	test('where nobody fills in a part of what it stands for', () => {
		expect(needed()).toEqual([]);
	});

	test('and no longer where a secret does', () => {
		const token = { path_in_connector_config: ['account', 'token'] };
		const output = { completeOAuthOutputSpecification: { properties: { token } } };
		expect(needed({ oauthConfigSpecification: output })).toEqual(['account.plan']);
	});
});

test('are plain JSON, as an item of n8n has to be', () => {
	const requirements = connectorRequirements(fixture('nested-one-of'));
	expect(JSON.parse(JSON.stringify(requirements))).toEqual(requirements);
});
