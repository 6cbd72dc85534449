import type { JsonObject } from './json';
import { useSandbox } from './useSandbox';

const at = useSandbox();
const list = (body: JsonObject, key = 'data') => body[key] as JsonObject[];
const unknown = '00000000-0000-4000-8000-000000000000';

describe.each(['/v1', '/api/public/v1'])('The public API under %s', (base) => {
	const client = () => at.client.at(at.sandbox.url + base);

	it('is healthy without credentials', async () => {
		expect((await client().anonymous().get('/health')).status).toBe(200);
	});

	it('lists workspaces, also by id', async () => {
		const { body } = await client().get('/workspaces');
		expect(list(body).map(({ name }) => name)).toEqual(
			[...at.store.workspaces.values()].map(({ name }) => name),
		);
		expect(String(body.next)).toContain(`${base}/workspaces?`);
		const one = await client().get(`/workspaces?workspaceIds=${at.workspaceId}`);
		expect(list(one.body)).toHaveLength(1);
	});

	it('gives one workspace, creates one, and knows no other', async () => {
		const { body } = await client().post('/workspaces', { name: 'Cedar Ltd' });
		expect((await client().get(`/workspaces/${String(body.workspaceId)}`)).body).toEqual({
			workspaceId: expect.any(String),
			name: 'Cedar Ltd',
			dataResidency: 'auto',
			notifications: {},
		});
		expect(await client().get(`/workspaces/${unknown}`)).toMatchObject({
			status: 404,
			body: { title: 'resource-not-found', data: { resourceId: unknown } },
		});
		expect((await client().get('/workspaces/no-uuid')).status).toBe(400);
	});

	it('lists definitions, custom ones too, without their specification', async () => {
		const { body } = await client().get(`/workspaces/${at.workspaceId}/definitions/sources`);
		expect(list(body)).toContainEqual({
			id: at.definitionId('hubspot'),
			name: 'HubSpot',
			dockerRepository: 'airbyte/source-hubspot',
			dockerImageTag: '1.0.0',
			documentationUrl: expect.any(String),
		});
		expect(list(body).map(({ name }) => name)).toContain('Acme CRM');
	});

	it('lists connector definitions of one type', async () => {
		const { body } = await client().get('/connector_definitions?type=source');
		expect(list(body)).toContainEqual({
			id: at.definitionId('hubspot'),
			name: 'HubSpot',
			connectorDefinitionType: 'source',
			version: '1.0.0',
		});
		const destinations = await client().get('/connector_definitions?type=destination');
		expect(list(destinations.body)).toEqual([]);
		expect((await client().get('/connector_definitions')).status).toBe(400);
	});

	it('answers 404 elsewhere', async () => {
		expect(await client().get('/nowhere')).toMatchObject({
			status: 404,
			body: { errorId: expect.any(String) },
		});
	});
});

describe("The server's own API", () => {
	const client = () => at.client.at(`${at.sandbox.url}/api/v1`);
	const ask = async (sourceDefinitionId: string) =>
		await client().post('/source_definition_specifications/get', {
			sourceDefinitionId,
			workspaceId: at.workspaceId,
		});

	it('gives a specification with its OAuth section in camel case', async () => {
		const { body } = await ask(at.definitionId('hubspot'));
		expect(body).toMatchObject({
			connectionSpecification: { required: ['credentials'] },
			advancedAuth: {
				authFlowType: 'oauth2.0',
				predicateKey: ['credentials', 'auth_kind'],
				predicateValue: 'oauth',
				oauthConfigSpecification: {
					completeOAuthOutputSpecification: { properties: { refresh_token: expect.anything() } },
				},
			},
		});
	});

	it("says whether any app is there: on Cloud Airbyte's, elsewhere none", async () => {
		const available = async (sourceType: string) =>
			(await ask(at.definitionId(sourceType))).body.advancedAuthGlobalCredentialsAvailable;
		expect(await available('hubspot')).toBe(true);
		expect(await available('stripe')).toBe(false);
		at.behave({ edition: 'openSource' });
		expect(await available('hubspot')).toBe(false);
	});

	it('wants the same bearer as the public API', async () => {
		const { status } = await client().anonymous().post('/source_definition_specifications/get', {});
		expect(status).toBe(401);
		expect((await client().token(at.sandbox)).status).toBe(200);
	});
});

describe('The connector registry', () => {
	const visitor = () => at.client.anonymous().at(at.sandbox.registryUrl);

	it.each(['cloud', 'oss', 'composite'])('lists every public connector: %s', async (name) => {
		const { body } = await visitor().get(`/registries/v0/${name}_registry.json`);
		const images = list(body, 'sources').map(({ dockerRepository }) => dockerRepository);
		expect(images).toContain('airbyte/source-ticktick');
		expect(images).not.toContain('acme/source-acme-crm');
	});

	it.each(['latest/cloud', 'latest/oss', '1.0.0/cloud'])('gives one connector: %s', async (of) => {
		const { body } = await visitor().get(`/metadata/airbyte/source-hubspot/${of}.json`);
		expect(body).toMatchObject({
			sourceDefinitionId: at.definitionId('hubspot'),
			spec: {
				connectionSpecification: expect.anything(),
				advanced_auth: { predicate_key: ['credentials', 'auth_kind'] },
			},
		});
	});

	it.each(['source-unheard-of/latest/cloud', 'source-hubspot/9.9.9/cloud'])(
		'knows no %s',
		async (of) => {
			expect((await visitor().get(`/metadata/airbyte/${of}.json`)).status).toBe(404);
		},
	);

	it('must not be shown credentials', async () => {
		const { status } = await at.client
			.at(at.sandbox.registryUrl)
			.get('/registries/v0/cloud_registry.json');
		expect(status).toBe(400);
	});
});
