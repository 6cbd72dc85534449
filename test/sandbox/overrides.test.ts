import type { JsonObject } from './json';
import { clickConsent } from './client';
import { useSandbox } from './useSandbox';

const at = useSandbox();

const mine = { client_id: 'my-client', client_secret: 'my-secret' };
const path = () => `/workspaces/${at.workspaceId}/oauthCredentials`;

const organizationPath = () => `/organizations/${at.store.organizationId}/oauthCredentials`;

async function override(name: string, configuration: JsonObject) {
	return await at.client.put(path(), { actorType: 'source', name, configuration });
}

/** A source of ours: our client, and a token that the provider issued to our client. */
async function ownSource() {
	const connector = at.store.connector(at.definitionId('hubspot'));
	const tokens = at.store.issueTokens(connector, mine.client_id);
	const credentials = { auth_kind: 'oauth', ...mine, ...tokens };
	const { status, body } = await at.createSource({ sourceType: 'hubspot', credentials });
	expect(status).toBe(200);
	return String(body.sourceId);
}

const clientOf = (sourceId: string) => at.store.effectiveConfiguration(sourceId).credentials;

describe('An override', () => {
	it('is set with an empty answer and removed with another', async () => {
		const set = await at.client.put(path(), {
			actorType: 'source',
			name: 'hubspot',
			configuration: { credentials: mine },
		});
		expect(set).toEqual({ status: 200, body: {}, location: '' });
		expect(at.store.overrides).toHaveLength(1);
		const removed = await at.client.delete(`${path()}/source/hubspot`);
		expect(removed).toEqual({ status: 204, body: {}, location: '' });
		expect(at.store.overrides).toHaveLength(0);
	});

	it('is replaced by a second one, and its removal may be repeated', async () => {
		await override('hubspot', { credentials: mine });
		await override('hubspot', { credentials: { ...mine, client_id: 'newer' } });
		expect(at.store.overrides).toHaveLength(1);
		await at.client.delete(`${path()}/source/hubspot`);
		expect((await at.client.delete(`${path()}/source/hubspot`)).status).toBe(204);
	});

	it.each([
		['hubspot', mine, '[credentials, client_id]'],
		['hubspot', { credentials: { client_id: 'a' } }, '[credentials, client_secret]'],
		['google-ads', { credentials: mine }, '[credentials, developer_token]'],
		['salesforce', { client_id: 'a' }, '[client_secret]'],
	])('of %s must be complete at its paths: %j', async (name, configuration, missing) => {
		expect(await override(name, configuration)).toMatchObject({
			status: 422,
			body: { data: { message: `Missing OAuth param for key at ${missing}` } },
		});
		expect(at.store.overrides).toHaveLength(0);
	});

	it('is taken flat where the configuration has no place for a client', async () => {
		expect((await override('intercom', mine)).status).toBe(200);
		const consentUrl = await at.consentUrl('intercom');
		expect(new URL(consentUrl).searchParams.get('client_id')).toBe('my-client');
	});

	it.each([
		['source', 'ticktick'],
		['destination', 'bigquery'],
	])('of an unknown %s is refused', async (actorType, name) => {
		const body = { actorType, name, configuration: {} };
		expect(await at.client.put(path(), body)).toMatchObject({
			status: 400,
			body: { title: 'value-not-found', data: { value: name } },
		});
	});

	it('is not part of the open-source edition', async () => {
		at.behave({ edition: 'openSource' });
		expect(await override('hubspot', {})).toMatchObject({ status: 501, body: {} });
		const removed = await at.client.delete(`${path()}/source/hubspot`);
		expect(removed).toMatchObject({ status: 501, body: {} });
	});
});

describe("An organization's override", () => {
	it('needs a licence that includes it', async () => {
		expect(await at.client.delete(`${organizationPath()}/source/hubspot`)).toMatchObject({
			status: 403,
			body: { type: 'error:license/entitlement' },
		});
		at.behave({ organizationOverrides: 'entitled' });
		expect((await at.client.delete(`${organizationPath()}/source/hubspot`)).status).toBe(204);
	});

	it('is refused for an organization nobody knows', async () => {
		const path = organizationPath().replace(at.store.organizationId, at.workspaceId);
		expect((await at.client.delete(`${path}/source/hubspot`)).status).toBe(404);
	});
});

describe('Whose app a connector runs with', () => {
	it("is Airbyte's, silently, when a source brings its own and no override stands", async () => {
		const sourceId = await ownSource();
		expect(clientOf(sourceId)).toMatchObject({ client_id: 'airbyte-hubspot-client-id' });
		expect(at.store.checkConnection(sourceId).status).toBe('failed');
		expect(await at.client.get(`/streams?sourceId=${sourceId}`)).toMatchObject({
			status: 500,
			body: { title: 'unexpected-problem' },
		});
	});

	it('is ours when the override stands', async () => {
		await override('hubspot', { credentials: mine });
		const sourceId = await ownSource();
		expect(clientOf(sourceId)).toMatchObject(mine);
		expect(at.store.checkConnection(sourceId).status).toBe('succeeded');
		expect((await at.client.get(`/streams?sourceId=${sourceId}`)).status).toBe(200);
	});

	it.each([{ ownClientWithoutOverride: 'kept' }, { edition: 'openSource' }] as const)(
		'is ours with %j',
		async (behaviour) => {
			at.behave(behaviour);
			const sourceId = await ownSource();
			expect(clientOf(sourceId)).toMatchObject(mine);
			expect(at.store.checkConnection(sourceId).status).toBe('succeeded');
		},
	);

	it('is the override of the workspace before that of the organization', async () => {
		at.behave({ organizationOverrides: 'entitled' });
		const set = await at.client.put(organizationPath(), {
			actorType: 'source',
			name: 'hubspot',
			configuration: { credentials: { ...mine, client_id: 'organization' } },
		});
		expect(set.status).toBe(200);
		const sourceId = await ownSource();
		expect(clientOf(sourceId)).toMatchObject({ client_id: 'organization' });
		await override('hubspot', { credentials: mine });
		expect(clientOf(sourceId)).toMatchObject({ client_id: 'my-client' });
	});

	it('does not reach another workspace', async () => {
		await override('hubspot', { credentials: mine });
		const { workspaceId } = at.store.addWorkspace('Elsewhere');
		const consentUrl = await at.consentUrl('hubspot', { workspaceId });
		expect(new URL(consentUrl).searchParams.get('client_id')).toBe('airbyte-hubspot-client-id');
	});
});

describe('Consent under an override', () => {
	beforeEach(async () => {
		await override('hubspot', { credentials: mine });
	});

	it('is asked in the name of our app, and the tokens are its own', async () => {
		const secretId = await at.secretId('hubspot');
		const configuration = { sourceType: 'hubspot', credentials: { auth_kind: 'oauth' } };
		const { body } = await at.createSource(configuration, { secretId });
		expect(clientOf(String(body.sourceId))).toMatchObject(mine);
		expect(at.store.checkConnection(String(body.sourceId)).status).toBe('succeeded');
		await at.client.delete(`${path()}/source/hubspot`);
		expect(at.store.checkConnection(String(body.sourceId)).status).toBe('failed');
	});

	it('is refused, where told so, for that source type alone', async () => {
		at.behave({ initiateUnderOverride: 'refused' });
		expect((await at.initiate('hubspot')).status).toBe(404);
		expect((await at.initiate('salesforce')).status).toBe(200);
	});

	it("fails at the provider when our app has not registered Airbyte's callback", async () => {
		at.behave({ ownClientCallback: 'missing' });
		const { status, body } = await clickConsent(await at.consentUrl('hubspot'), 'allow');
		expect(status).toBe(400);
		expect(body.text).toContain('redirect_uri_mismatch');
		expect((await fetch(await at.consentUrl('salesforce'))).status).toBe(200);
	});
});
