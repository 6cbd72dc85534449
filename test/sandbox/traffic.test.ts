import { DateTime } from 'luxon';
import { SandboxClient } from './client';
import { startSandbox } from './index';
import { redirectUrl, useSandbox } from './useSandbox';

const at = useSandbox();

describe('The record', () => {
	it('keeps what was asked and what was answered, as it came', async () => {
		const { workspaceId } = at;
		const configuration = { sourceType: 'stripe', account_id: 'a', client_secret: 's3cret' };
		const { body } = await at.createSource(configuration);
		await at.client.get('/sources?limit=1&workspaceIds=a&workspaceIds=b');
		const [create, list] = at.sandbox.requests;
		expect(create).toMatchObject({
			method: 'POST',
			path: '/v1/sources',
			query: {},
			headers: { authorization: `Bearer ${at.sandbox.apiKey}` },
			body: { name: 'Shop', workspaceId, configuration },
			status: 200,
			responseHeaders: { 'content-type': expect.stringContaining('application/json') },
			responseBody: body,
		});
		expect(list?.query).toEqual({ limit: '1', workspaceIds: ['a', 'b'] });
		expect(list?.body).toBeUndefined();
	});

	it('knows when', async () => {
		const before = DateTime.utc();
		at.sandbox.gate.latencyMs = 20;
		await at.client.get('/workspaces');
		at.sandbox.gate.latencyMs = 0;
		const [exchange] = at.sandbox.requests;
		expect(exchange?.startedAt.diff(before).toMillis()).toBeGreaterThanOrEqual(0);
		expect(exchange?.durationMs).toBeGreaterThanOrEqual(19);
	});

	it('keeps refused requests and those of browsers too', async () => {
		await at.client.anonymous().get('/workspaces');
		await fetch(await at.consentUrl('hubspot'));
		await at.client.anonymous().at(at.sandbox.registryUrl).get('/nothing');
		expect(at.sandbox.requests.map(({ path, status }) => [path, status])).toEqual([
			['/v1/workspaces', 401],
			['/v1/sources/initiateOAuth', 200],
			['/consent/hubspot', 200],
			['/files/nothing', 404],
		]);
	});
});

describe('The server', () => {
	it('takes an empty body that calls itself JSON', async () => {
		const { apiUrl, apiKey } = at.sandbox;
		const { body } = await at.createSource({
			sourceType: 'stripe',
			account_id: 'a',
			client_secret: 'b',
		});
		const response = await fetch(`${apiUrl}/sources/${String(body.sourceId)}`, {
			method: 'DELETE',
			headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
		});
		expect(response.status).toBe(204);
	});

	it('names the address it is told it has, in every link it hands out', async () => {
		const publicUrl = 'https://airbyte.example.com';
		const sandbox = await startSandbox({ publicUrl, latencyMs: 1 });
		try {
			const client = new SandboxClient(sandbox);
			const { body } = await client.get('/workspaces');
			expect(String(body.next)).toMatch(/^https:\/\/airbyte\.example\.com\/v1\/workspaces\?/);
			const [workspaceId = ''] = [...sandbox.store.workspaces.keys()];
			const initiated = await client.post('/sources/initiateOAuth', {
				workspaceId,
				sourceType: 'hubspot',
				redirectUrl,
			});
			const consentUrl = new URL(String(initiated.body.consentUrl));
			expect(consentUrl.origin).toBe(publicUrl);
			const callback = consentUrl.searchParams.get('redirect_uri');
			expect(callback).toBe(`${publicUrl}/v1/oauth/callback`);
			expect(sandbox.gate.latencyMs).toBe(1);
		} finally {
			await sandbox.stop();
		}
	});
});

describe('The gate', () => {
	const guarded = async (
		step: (typeof at.sandbox.gate.steps)[number],
		ask: () => Promise<void>,
	) => {
		at.sandbox.gate.steps.push(step);
		await ask().finally(() => at.sandbox.gate.steps.pop());
	};

	it('can answer before credentials are looked at and any work is done', async () => {
		const refuse = async (_request: unknown, reply: { code(status: number): FastifySend }) => {
			await reply.code(429).send({ message: 'You are being rate limited.' });
		};
		await guarded({ beforeWork: refuse }, async () => {
			const count = at.store.workspaces.size;
			const answer = await at.client.anonymous().post('/workspaces', { name: 'Never' });
			expect(answer.status).toBe(429);
			expect(at.store.workspaces.size).toBe(count);
		});
	});

	it('is passed again after the work is done, before the answer leaves', async () => {
		const names: string[] = [];
		const afterWork = async () => {
			names.push([...at.store.workspaces.values()].at(-1)?.name ?? '');
		};
		await guarded({ afterWork }, async () => {
			await at.client.post('/workspaces', { name: 'Done' });
			expect(names).toEqual(['Done']);
		});
	});

	it('stands before the API alone, not before browsers and the registry', async () => {
		let passed = 0;
		const beforeWork = async () => {
			passed++;
		};
		const consentUrl = await at.consentUrl('hubspot');
		await guarded({ beforeWork }, async () => {
			await fetch(consentUrl);
			await fetch(`${at.sandbox.registryUrl}/registries/v0/cloud_registry.json`);
			expect(passed).toBe(0);
			await at.client.get('/workspaces');
			expect(passed).toBe(1);
		});
	});
});

interface FastifySend {
	send(body: object): unknown;
}
