/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';
import { SandboxClient } from './client';
import { startSandbox } from './index';
import { useSandbox } from './useSandbox';

describe('The token endpoint', () => {
	const at = useSandbox();

	it('gives a token of 15 minutes for client credentials', async () => {
		const { status, body } = await at.client.token(at.sandbox);
		expect(status).toBe(200);
		expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
		expect(claims(body.access_token).lifetime).toBe(900);
	});

	it('takes a form as well as JSON, and no credentials beside those in the body', async () => {
		const { clientId, clientSecret, apiUrl } = at.sandbox;
		const response = await fetch(`${apiUrl}/applications/token`, {
			method: 'POST',
			body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret }),
		});
		expect(response.status).toBe(200);
	});

	it('states a longer life than the token has, where told so', async () => {
		at.behave({ tokenExpiry: 'shorter' });
		const { body } = await at.client.token(at.sandbox);
		expect(body.expires_in).toBe(900);
		expect(claims(body.access_token).lifetime).toBe(180);
	});

	it.each([
		['unauthorized', 401, { errorId: expect.any(String) }],
		['serverError', 500, { errorId: expect.any(String) }],
		['hal', 400, { message: 'Bad Request', _embedded: { errors: [expect.anything()] } }],
	] as const)('refuses bad credentials: %s', async (badCredentials, status, body) => {
		at.behave({ badCredentials });
		const answer = await at.client.token({ clientId: at.sandbox.clientId, clientSecret: 'no' });
		expect(answer).toMatchObject({ status, body });
	});

	it('answers 400 when a part is missing', async () => {
		expect((await at.client.post('/applications/token', { client_id: 'a' })).status).toBe(400);
	});
});

describe('A caller', () => {
	const at = useSandbox();

	it.each(['', 'Bearer nonsense', 'Basic bm9ib2R5Om5vdGhpbmc=', 'Digest abc'])(
		'is refused with %p',
		async (authorization) => {
			const answer = await at.client.as(authorization).get('/workspaces');
			expect(answer).toMatchObject({ status: 401, body: { title: 'invalid-api-key' } });
		},
	);

	it('is known by a token, by the API key and by name and password', async () => {
		const { apiKey, basicAuth } = at.sandbox;
		const basic = Buffer.from(`${basicAuth.username}:${basicAuth.password}`).toString('base64');
		const callers = [
			await at.client.signedIn(),
			at.client.as(`Bearer ${apiKey}`),
			at.client.as(`Basic ${basic}`),
		];
		for (const caller of callers) expect((await caller.get('/workspaces')).status).toBe(200);
	});

	it.each([
		['invalidApiKey', 401, { title: 'invalid-api-key' }],
		['errorIdOnly', 401, { errorId: expect.any(String) }],
		['forbidden', 403, { title: 'forbidden' }],
	] as const)('learns of revoked tokens: %s', async (refusedToken, status, body) => {
		at.behave({ refusedToken });
		const caller = await at.client.signedIn();
		at.sandbox.revokeTokens();
		expect(await caller.get('/workspaces')).toMatchObject({ status, body });
		expect((await at.client.get('/workspaces')).status).toBe(200);
	});

	it('may read and not write with the restricted application', async () => {
		const caller = await at.client.signedIn(at.sandbox.restrictedClient);
		expect((await caller.get('/sources')).status).toBe(200);
		const { workspaceId } = at;
		const writes = [
			caller.post('/sources', { name: 'a', workspaceId, configuration: {} }),
			caller.post('/sources/initiateOAuth', { workspaceId, redirectUrl: 'https://a.example' }),
			caller.put(`/workspaces/${workspaceId}/oauthCredentials`, {}),
			caller.delete(`/workspaces/${workspaceId}/oauthCredentials/source/hubspot`),
			caller.post('/workspaces', { name: 'a' }),
		];
		for (const { status, body } of await Promise.all(writes)) {
			expect({ status, title: body.title }).toEqual({ status: 403, title: 'forbidden' });
		}
	});

	it.each([
		[true, 403],
		[false, 200],
	])('must have a User-Agent where one is required (%p)', async (userAgentRequired, status) => {
		at.behave({ userAgentRequired });
		const { apiUrl, apiKey } = at.sandbox;
		const headers = { authorization: `Bearer ${apiKey}`, 'user-agent': '' };
		expect((await fetch(`${apiUrl}/workspaces`, { headers })).status).toBe(status);
	});
});

describe('An Airbyte without authentication', () => {
	const at = useSandbox({ behaviour: { authentication: 'off' } });

	it('asks for no credentials', async () => {
		expect((await at.client.anonymous().get('/workspaces')).status).toBe(200);
	});

	it('has no token endpoint', async () => {
		expect((await at.client.token(at.sandbox)).status).toBe(404);
	});

	it('answers at the token endpoint with its web app, where told so', async () => {
		at.behave({ tokenEndpointWithoutAuth: 'webApp' });
		const { status, body } = await at.client.token(at.sandbox);
		expect(status).toBe(200);
		expect(body.text).toContain('<!doctype html>');
	});
});

it('A token is refused when its time is over', async () => {
	const sandbox = await startSandbox({ tokenLifetimeSeconds: 1 });
	try {
		const caller = await new SandboxClient(sandbox).signedIn();
		expect((await caller.get('/workspaces')).status).toBe(200);
		await sleep(1050);
		expect((await caller.get('/workspaces')).status).toBe(401);
	} finally {
		await sandbox.stop();
	}
});

function claims(token: unknown) {
	const payload = String(token).split('.')[1] ?? '';
	const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
		iat: number;
		exp: number;
	};
	return { lifetime: exp - iat };
}
