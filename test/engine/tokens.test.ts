import { startSandbox, type Sandbox } from '../sandbox';
import { Engine } from './harness';
import { initiate } from './harness/parameters';

let sandbox: Sandbox;
let engine: Engine;
let workspaceId: string;

beforeEach(async () => {
	sandbox = await startSandbox();
	engine = await Engine.load();
	engine.credential = {
		authentication: 'clientCredentials',
		baseUrl: sandbox.apiUrl,
		registryUrl: sandbox.registryUrl,
		clientId: sandbox.clientId,
		clientSecret: sandbox.clientSecret,
	};
	workspaceId = sandbox.store.addWorkspace('Customer').workspaceId;
});

afterEach(async () => await sandbox.stop());

const items = Array.from({ length: 20 }, (_, index) => ({ index }));

const exchanges = () =>
	sandbox.requests.filter(({ path }) => path.endsWith('/applications/token')).length;

it('exchanges one token for a whole batch, and stores it', async () => {
	const { json } = await engine.run(initiate(workspaceId, 'google-ads'), { items });
	expect(json).toHaveLength(20);
	expect(exchanges()).toBe(1);
	await engine.run(initiate(workspaceId, 'google-ads'), { items });
	expect(exchanges()).toBe(1);
});

it.each(['invalidApiKey', 'errorIdOnly'] as const)(
	'renews a token that is refused in the middle of a batch (%s), and no item is lost',
	async (refusedToken) => {
		sandbox.behaviour.refusedToken = refusedToken;
		let requests = 0;
		sandbox.gate.steps.push({
			beforeWork: async () => {
				if (++requests === 10) sandbox.revokeTokens();
			},
		});
		const { json, error } = await engine.run(initiate(workspaceId, 'google-ads'), { items });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(20);
		expect(exchanges()).toBe(2);
	},
);

it('renews the token once for all runs whose token is refused at the same time', async () => {
	await engine.run(initiate(workspaceId, 'google-ads'));
	sandbox.revokeTokens();
	const runs = await Promise.all(
		items.map(async () => await engine.run(initiate(workspaceId, 'google-ads'))),
	);
	expect(runs.map(({ error }) => error)).toEqual(items.map(() => undefined));
	expect(exchanges()).toBe(2);
});

it('does not go on with the old token once the client secret is edited', async () => {
	await engine.run(initiate(workspaceId, 'google-ads'));
	engine.credential = { ...engine.credential, clientSecret: 'edited' };
	sandbox.requests.length = 0;
	const { error } = await engine.run(initiate(workspaceId, 'google-ads'));
	expect(error?.message).toMatch(/did not accept the Client ID and Client Secret/);
	expect(sandbox.requests.map(({ path }) => path)).toEqual(['/v1/applications/token']);
});

it('renews a token before it ends, by its own exp where that comes before the stated end', async () => {
	sandbox.behaviour.tokenExpiry = 'shorter';
	await engine.run(initiate(workspaceId, 'google-ads'));
	const renewAt = Date.parse(String(engine.credential.accessTokenRenewAt));
	// 900 s stated, 180 s lived, renewed 60 s before.
	expect((renewAt - Date.now()) / 1000).toBeGreaterThan(110);
	expect((renewAt - Date.now()) / 1000).toBeLessThanOrEqual(120);
});

it.each([
	['apiKey', () => ({ apiKey: sandbox.apiKey }), /^Bearer /],
	['basicAuth', () => sandbox.basicAuth, /^Basic /],
] as const)('proves itself by %s without any exchange', async (authentication, secret, header) => {
	engine.credential = {
		authentication,
		baseUrl: sandbox.apiUrl,
		registryUrl: sandbox.registryUrl,
		...secret(),
	};
	const { error } = await engine.run(initiate(workspaceId, 'google-ads'));
	expect(error).toBeUndefined();
	expect(exchanges()).toBe(0);
	expect(sandbox.requests.at(-1)?.headers.authorization).toMatch(header);
});

it('sends no Authorization to an Airbyte without authentication', async () => {
	sandbox.behaviour.authentication = 'off';
	engine.credential = {
		authentication: 'none',
		baseUrl: sandbox.url,
		registryUrl: sandbox.registryUrl,
		linkSigningSecret: 'a secret of the owner',
	};
	const { error } = await engine.run(initiate(workspaceId, 'google-ads'));
	expect(error).toBeUndefined();
	expect(sandbox.requests.at(-1)).toMatchObject({ path: '/api/public/v1/sources/initiateOAuth' });
	expect(sandbox.requests.at(-1)?.headers.authorization).toBeUndefined();
});
