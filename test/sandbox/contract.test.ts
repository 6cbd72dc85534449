/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { clickConsent } from './client';
import { ContractChecker } from './contract';
import type { Exchange } from './recording';
import { useSandbox } from './useSandbox';

const at = useSandbox();
const contract = ContractChecker.load();

/** A promise that is skipped where Airbyte's documents are not at hand. */
function held(promise: string, body: (checker: ContractChecker) => Promise<void>): void {
	if (contract) it(promise, async () => await body(contract));
	else it.skip(promise, () => {});
}

describe("Airbyte's OpenAPI document", () => {
	held('describes every request and answer of an onboarding', async (checker) => {
		const caller = await at.client.signedIn();
		const { workspaceId } = at;
		const mine = { credentials: { client_id: 'a', client_secret: 'b' } };
		const override = `/workspaces/${workspaceId}/oauthCredentials`;
		await caller.anonymous().get('/health');
		await caller.get('/workspaces?limit=1&offset=1');
		await caller.get(`/workspaces/${workspaceId}`);
		await caller.post('/workspaces', { name: 'Cedar Ltd' });
		await caller.get(`/workspaces/${workspaceId}/definitions/sources`);
		await caller.get(`/connector_definitions?type=source&workspaceId=${workspaceId}`);
		await caller.put(override, { actorType: 'source', name: 'hubspot', configuration: mine });
		await clickConsent(await at.consentUrl('hubspot'), 'deny');
		const secretId = await at.secretId('hubspot');
		const configuration = { sourceType: 'hubspot', credentials: { auth_kind: 'oauth' } };
		const { body } = await at.createSource(configuration, { secretId });
		const source = `/sources/${String(body.sourceId)}`;
		await caller.get(`/sources?workspaceIds=${workspaceId}&includeDeleted=true`);
		await caller.get(source);
		await caller.get(`/streams?sourceId=${String(body.sourceId)}`);
		await caller.patch(source, { secretId });
		await caller.put(source, {
			name: 'Other',
			configuration: { credentials: { auth_kind: 'private_app', access_token: 'a' } },
		});
		await caller.delete(source);
		await caller.delete(`${override}/source/hubspot`);

		const served = at.sandbox.requests.filter(({ path }) => path.startsWith('/v1/'));
		expect(served).toHaveLength(20);
		expect(served.filter(({ status }) => status >= 400)).toEqual([]);
		expect(checker.violations(at.sandbox.requests)).toEqual([]);
	});

	held('describes every problem the sandbox answers with', async (checker) => {
		const unknown = '00000000-0000-4000-8000-000000000000';
		await at.client.as('Bearer a').get('/workspaces');
		await (await at.client.signedIn(at.sandbox.restrictedClient)).delete(`/sources/${unknown}`);
		await at.client.get(`/workspaces/${unknown}`);
		await at.initiate('hubspot', { redirectUrl: 'http://a.example' });
		await at.initiate('unheard-of');
		await at.initiate('zendesk-support');
		await at.initiate('stripe');
		await at.createSource({});
		await at.createSource({ sourceType: 'hubspot' }, { secretId: 'nothing' });
		await at.createSource({ sourceType: 'stripe' }, { resourceAllocation: {} });
		await at.client.anonymous().get('/oauth/callback');
		const organization = `/organizations/${at.store.organizationId}/oauthCredentials`;
		await at.client.delete(`${organization}/source/hubspot`);
		const titles = at.sandbox.requests.map(({ responseBody }) => titleOf(responseBody));
		expect(titles.filter(Boolean)).toEqual([
			'invalid-api-key',
			'forbidden',
			'resource-not-found',
			'invalid-redirect-url',
			'value-not-found',
			'invalid-consent-url',
			'state-conflict',
			'unprocessable-entity',
			'unexpected-problem',
			'bad-request',
			'oauth-callback-failure',
			'License Entitlement Error',
		]);
		expect(checker.violations(at.sandbox.requests)).toEqual([]);
	});
});

describe('The checker', () => {
	const once = async (change: (exchange: Exchange) => object, checker: ContractChecker) => {
		const { workspaceId } = at;
		await at.createSource({ sourceType: 'stripe', account_id: 'a', client_secret: 'b' });
		const [exchange] = at.sandbox.requests;
		if (!exchange) throw new Error('nothing was recorded');
		expect(checker.violations([exchange])).toEqual([]);
		expect(exchange.body).toMatchObject({ workspaceId });
		return checker.violations([{ ...exchange, ...change(exchange) }]);
	};

	held('finds a request body that is not as described', async (checker) => {
		const found = await once(() => ({ body: { name: 'a', configuration: {} } }), checker);
		expect(found).toEqual([
			{
				side: 'request',
				exchange: 'POST /v1/sources 200',
				message: expect.stringMatching(/workspaceId/),
			},
		]);
	});

	held('finds an answer that is not as described', async (checker) => {
		const found = await once(() => ({ responseBody: { sourceId: 'a' } }), checker);
		expect(found.length).toBeGreaterThan(0);
		expect(found.every(({ side }) => side === 'answer')).toBe(true);
	});

	held('finds an operation, a status and a problem that do not exist', async (checker) => {
		expect(await once(() => ({ path: '/v1/source' }), checker)).toHaveLength(1);
		at.sandbox.requests.length = 0;
		expect(await once(() => ({ status: 201 }), checker)).toHaveLength(1);
		at.sandbox.requests.length = 0;
		const responseBody = { title: 'made-up', status: 400, type: 'a' };
		expect(await once(() => ({ status: 400, responseBody }), checker)).toHaveLength(1);
	});

	held('finds a parameter that does not exist', async (checker) => {
		expect(await once(() => ({ query: { workspace: 'a' } }), checker)).toEqual([
			expect.objectContaining({ side: 'request', message: expect.stringContaining('workspace') }),
		]);
	});

	held("finds a problem that does not carry Airbyte's constants", async (checker) => {
		const responseBody = { title: 'forbidden', status: 403, type: 'about:blank' };
		expect(await once(() => ({ status: 403, responseBody }), checker)).toEqual([
			expect.objectContaining({ side: 'answer', message: expect.stringMatching(/^type of/) }),
		]);
	});

	it('passes over everything when the documents are not there', () => {
		const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
		expect(ContractChecker.load('/nowhere')).toBeUndefined();
		expect(write).toHaveBeenCalledWith(expect.stringContaining('not checked'));
		write.mockRestore();
	});
});

function titleOf(body: unknown): unknown {
	return typeof body === 'object' && body !== null && 'title' in body ? body.title : undefined;
}
