import type { JsonObject } from './json';
import { useSandbox } from './useSandbox';

const at = useSandbox();

const chosen = { sourceType: 'hubspot', credentials: { auth_kind: 'oauth' } };
const privateApp = (token: string) => ({
	sourceType: 'hubspot',
	credentials: { auth_kind: 'private_app', access_token: token },
});

/** A stored source, its answer and the configuration as it lies in the store. */
async function created(configuration: JsonObject, more: JsonObject = {}) {
	const { status, body } = await at.createSource(configuration, more);
	expect({ status, body }).toMatchObject({ status: 200 });
	return { body, sourceId: String(body.sourceId), stored: at.store.source(String(body.sourceId)) };
}

describe('Creating a source', () => {
	it('fills the configuration with what the consent brought', async () => {
		const secretId = await at.secretId('hubspot');
		const { stored, sourceId } = await created(chosen, { secretId });
		expect(stored.configuration).toEqual({
			credentials: {
				auth_kind: 'oauth',
				client_id: '******',
				client_secret: '******',
				refresh_token: expect.stringMatching(/^refresh-token-/),
			},
		});
		expect(at.store.checkConnection(sourceId)).toEqual({ status: 'succeeded' });
	});

	it('masks every secret in its answer and nothing else', async () => {
		const { body } = await created({ ...privateApp('t0ken'), page_size: 5 });
		expect(body).toMatchObject({
			name: 'Shop',
			sourceType: 'hubspot',
			definitionId: at.definitionId('hubspot'),
			workspaceId: at.workspaceId,
			configuration: {
				page_size: 5,
				credentials: { auth_kind: 'private_app', access_token: '**********' },
			},
			createdAt: expect.any(Number),
		});
		expect(JSON.stringify(at.sandbox.requests.at(-1)?.responseBody)).not.toContain('t0ken');
	});

	it('validates the result: the discriminator is not set for the client', async () => {
		const secretId = await at.secretId('hubspot');
		const { status, body } = await at.createSource({ sourceType: 'hubspot' }, { secretId });
		expect({ status, title: body.title }).toEqual({ status: 422, title: 'unprocessable-entity' });
		expect((body.data as JsonObject).message).toMatch(
			/^json schema validation failed .*\nErrors: \$\.credentials: required property 'auth_kind' not found/s,
		);
	});

	it('says why in the detail, as earlier versions did, where told so', async () => {
		at.behave({ problemBody: 'old' });
		const { body } = await at.createSource({ sourceType: 'hubspot' });
		expect(body).toEqual({
			title: 'unprocessable-entity',
			type: expect.stringContaining('#unprocessable-entity'),
			status: '422',
			detail: expect.stringContaining("required property 'credentials' not found"),
		});
		expect(at.sandbox.requests.at(-1)?.responseHeaders['content-type']).toContain(
			'application/problem+json',
		);
	});

	it('sets the discriminator itself, where told so', async () => {
		at.behave({ discriminatorSetByServer: true });
		const secretId = await at.secretId('hubspot');
		await created({ sourceType: 'hubspot' }, { secretId });
	});

	it('takes a secret again after a refusal', async () => {
		const secretId = await at.secretId('hubspot');
		expect((await at.createSource({ sourceType: 'hubspot' }, { secretId })).status).toBe(422);
		await created(chosen, { secretId });
	});

	it('leaves the client unknown to a connector that passes without its discriminator', async () => {
		const secretId = await at.secretId('airtable');
		const { sourceId } = await created({ sourceType: 'airtable' }, { secretId });
		expect(at.store.effectiveConfiguration(sourceId)).toMatchObject({
			credentials: { client_id: '******' },
		});
		expect(at.store.checkConnection(sourceId).status).toBe('failed');
	});

	it('wants OAuth inputs again in the configuration', async () => {
		const oAuthInputConfiguration = { subdomain: 'acme' };
		const secretId = await at.secretId('zendesk-support', { oAuthInputConfiguration });
		const configuration = {
			sourceType: 'zendesk-support',
			credentials: { method: 'oauth_refresh' },
		};
		expect((await at.createSource(configuration, { secretId })).status).toBe(422);
		await created({ ...configuration, subdomain: 'acme' }, { secretId });
	});

	it.each([
		['google-ads', { customer_id: '1234567890' }, ['credentials', 'developer_token']],
		['salesforce', { auth_type: 'Client' }, ['refresh_token']],
		['intercom', { start_date: '2024-01-01T00:00:00Z' }, ['access_token']],
	])('fills the places of %s', async (sourceType, configuration, path) => {
		const secretId = await at.secretId(sourceType);
		const { stored } = await created({ sourceType, ...configuration }, { secretId });
		expect(stored.configuration).toHaveProperty(path);
	});

	it('finds a connector outside the name map by its definitionId, and has no name for it', async () => {
		const definitionId = at.store.connectors.byImage('airbyte/source-ticktick')?.definitionId;
		const authorization = { auth_type: 'Token', bearer_token: 'a' };
		const { body } = await created({ authorization }, { definitionId });
		expect(body.sourceType).toBe('');
		expect(await at.createSource({ sourceType: 'ticktick', authorization })).toMatchObject({
			status: 400,
			body: { title: 'value-not-found', data: { value: 'ticktick' } },
		});
	});

	it('lets definitionId win, finds sourceType at any depth, and does not store it', async () => {
		const definitionId = at.definitionId('hubspot');
		const both = await created({ ...privateApp('a'), sourceType: 'stripe' }, { definitionId });
		expect(both.body.definitionId).toBe(definitionId);
		expect(both.stored.configuration).not.toHaveProperty('sourceType');
		const { sourceType, ...rest } = privateApp('a');
		expect((await created({ ...rest, extra: { sourceType } })).body.sourceType).toBe('hubspot');
	});

	it('needs one of the two', async () => {
		expect(await at.createSource({ credentials: {} })).toMatchObject({
			status: 422,
			body: { title: 'unprocessable-entity' },
		});
	});

	it('refuses a definition, a secret or a body that makes no sense', async () => {
		const unknown = '00000000-0000-4000-8000-000000000000';
		expect((await at.createSource({}, { definitionId: unknown })).status).toBe(404);
		expect(await at.createSource({}, { definitionId: 'no-uuid' })).toMatchObject({
			status: 400,
			body: { errorId: expect.any(String) },
		});
		expect((await at.createSource(chosen, { secretId: 'nothing' })).status).toBe(500);
		at.behave({ unknownSecret: 'notFound' });
		expect((await at.createSource(chosen, { secretId: 'nothing' })).status).toBe(404);
	});

	it('refuses a secret for a connector without OAuth', async () => {
		const secretId = await at.secretId('hubspot');
		const stripe = { sourceType: 'stripe', account_id: 'a', client_secret: 'b' };
		expect(await at.createSource(stripe, { secretId })).toMatchObject({
			status: 409,
			body: { title: 'state-conflict', data: { message: 'Could not fulfill request' } },
		});
	});

	it('refuses resource allocations on Cloud', async () => {
		const resourceAllocation = { default: {} };
		const answer = await at.createSource(privateApp('a'), { resourceAllocation });
		expect(answer).toMatchObject({ status: 400, body: { title: 'bad-request' } });
		at.behave({ edition: 'openSource' });
		expect((await at.createSource(privateApp('a'), { resourceAllocation })).status).toBe(200);
	});

	it('makes a second source of the same name', async () => {
		const first = await created(privateApp('a'));
		const second = await created(privateApp('a'));
		expect(second.sourceId).not.toBe(first.sourceId);
	});
});

describe('Changing a source', () => {
	it('PATCH merges deeply and keeps secrets that are not sent, or sent masked', async () => {
		const { sourceId, stored, body } = await created(privateApp('t0ken'));
		await at.client.patch(`/sources/${sourceId}`, { configuration: { page_size: 7 } });
		await at.client.patch(`/sources/${sourceId}`, {
			name: 'Renamed',
			configuration: body.configuration,
		});
		expect(stored.name).toBe('Renamed');
		expect(stored.configuration).toEqual({
			page_size: 7,
			credentials: { auth_kind: 'private_app', access_token: 't0ken' },
		});
	});

	it('PATCH with a secret alone signs the source in again', async () => {
		const { sourceId, stored } = await created(chosen, { secretId: await at.secretId('hubspot') });
		const before = stored.configuration;
		const secretId = await at.secretId('hubspot');
		expect((await at.client.patch(`/sources/${sourceId}`, { secretId })).status).toBe(200);
		expect(stored.configuration).not.toEqual(before);
		expect(at.store.checkConnection(sourceId).status).toBe('succeeded');
	});

	it('PATCH is validated as a whole', async () => {
		const { sourceId } = await created(privateApp('a'));
		const configuration = { page_size: 0 };
		expect((await at.client.patch(`/sources/${sourceId}`, { configuration })).status).toBe(422);
	});

	it('PATCH refuses client credentials, where told so', async () => {
		const { sourceId } = await created(chosen, { secretId: await at.secretId('hubspot') });
		const change = { configuration: { credentials: { client_id: 'mine' } } };
		expect((await at.client.patch(`/sources/${sourceId}`, change)).status).toBe(200);
		at.behave({ clientInPatch: 'refused' });
		expect(await at.client.patch(`/sources/${sourceId}`, change)).toMatchObject({
			status: 500,
			body: { title: 'unexpected-problem' },
		});
	});

	it('PUT replaces everything', async () => {
		const { sourceId, stored } = await created({ ...privateApp('old'), page_size: 7 });
		const { credentials } = privateApp('new');
		const put = await at.client.put(`/sources/${sourceId}`, {
			name: 'Other',
			configuration: { credentials },
		});
		expect(put.status).toBe(200);
		expect(stored).toMatchObject({ name: 'Other', configuration: { credentials } });
		expect(stored.configuration).not.toHaveProperty('page_size');
		expect((await at.client.put(`/sources/${sourceId}`, { name: 'Other' })).status).toBe(400);
	});

	it('DELETE makes it unknown', async () => {
		const { sourceId } = await created(privateApp('a'));
		expect(await at.client.delete(`/sources/${sourceId}`)).toMatchObject({ status: 204, body: {} });
		expect(await at.client.get(`/sources/${sourceId}`)).toMatchObject({
			status: 404,
			body: { title: 'resource-not-found', data: { resourceId: sourceId } },
		});
		expect((await at.client.delete(`/sources/${sourceId}`)).status).toBe(404);
	});
});

describe('Listing sources', () => {
	const names = async (path: string) => {
		const { body } = await at.client.get(path);
		return (body.data as JsonObject[]).map(({ name }) => name);
	};
	const filled = (count: number) => {
		const { workspaceId } = at.store.addWorkspace('Filled');
		const definitionId = at.definitionId('hubspot');
		for (let i = 0; i < count; i++) {
			at.store.addSource({ name: `s${i}`, workspaceId, definitionId, configuration: {} });
		}
		return workspaceId;
	};

	it('gives twenty, then the rest, then an empty page without a next', async () => {
		const workspaceId = filled(21);
		let next = `${at.sandbox.apiUrl}/sources?workspaceIds=${workspaceId}`;
		const sizes: number[] = [];
		while (next) {
			const { body } = await at.client.at('').get(next);
			sizes.push((body.data as JsonObject[]).length);
			next = String(body.next);
		}
		expect(sizes).toEqual([20, 1, 0]);
	});

	it('takes limit and offset', async () => {
		const workspaceId = filled(5);
		expect(await names(`/sources?workspaceIds=${workspaceId}&limit=2&offset=3`)).toEqual([
			's3',
			's4',
		]);
		expect((await at.client.get('/sources?limit=101')).status).toBe(400);
		expect((await at.client.get('/sources?limit=0')).status).toBe(400);
	});

	it('names a host that does not exist in next, where told so', async () => {
		at.behave({ pageLinkHost: 'wrong' });
		const { body } = await at.client.get(`/sources?workspaceIds=${filled(1)}`);
		expect(new URL(String(body.next)).host).toBe('airbyte.invalid');
	});

	it('takes several workspaces, repeated or with commas', async () => {
		const [a, b] = [filled(1), filled(1)];
		expect(await names(`/sources?workspaceIds=${a}&workspaceIds=${b}`)).toHaveLength(2);
		expect(await names(`/sources?workspaceIds=${a},${b}`)).toHaveLength(2);
	});

	it('leaves deleted sources out unless asked for', async () => {
		const workspaceId = filled(2);
		const [source] = [...at.store.sources.values()].filter((s) => s.workspaceId === workspaceId);
		await at.client.delete(`/sources/${source?.sourceId}`);
		expect(await names(`/sources?workspaceIds=${workspaceId}`)).toEqual(['s1']);
		expect(await names(`/sources?workspaceIds=${workspaceId}&includeDeleted=true`)).toHaveLength(2);
	});
});
