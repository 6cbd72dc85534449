import { parse } from 'node-html-parser';
import { clickConsent } from './client';
import { redirectUrl, useSandbox } from './useSandbox';

const at = useSandbox();

describe('initiateOAuth', () => {
	it('hands out the address of a consent screen that will come back to Airbyte', async () => {
		const { status, body } = await at.initiate('hubspot');
		expect(status).toBe(200);
		const query = new URL(String(body.consentUrl)).searchParams;
		expect(query.get('redirect_uri')).toBe(`${at.sandbox.apiUrl}/oauth/callback`);
		expect(query.get('response_type')).toBe('code');
		expect(query.get('state')).toBeTruthy();
	});

	it('names the address as its document does, where told so', async () => {
		at.behave({ consentUrlKey: 'redirect_url' });
		expect(Object.keys((await at.initiate('hubspot')).body)).toEqual(['redirect_url']);
	});

	it('still takes the old name of sourceType', async () => {
		expect((await at.initiate('', { sourceType: undefined, name: 'hubspot' })).status).toBe(200);
	});

	it.each(['http://n8n.example.com/', 'n8n.example.com', '', undefined])(
		'refuses %p as a redirect URL',
		async (address) => {
			const answer = await at.initiate('hubspot', { redirectUrl: address });
			expect(answer).toMatchObject({
				status: 422,
				body: { title: 'invalid-redirect-url', data: { redirectUrl: address ?? '' } },
			});
		},
	);

	it.each(['unheard-of', 'ticktick'])('refuses %p: it is not in the name map', async (name) => {
		expect(await at.initiate(name)).toMatchObject({
			status: 400,
			body: { title: 'value-not-found', data: { value: name } },
		});
	});

	it('refuses a connector without OAuth', async () => {
		expect(await at.initiate('stripe')).toMatchObject({
			status: 409,
			body: { title: 'state-conflict' },
		});
	});

	it.each([
		['notFound', 404],
		['forbidden', 403],
	] as const)('answers %s for an unknown workspace', async (unknownWorkspace, status) => {
		at.behave({ unknownWorkspace });
		const workspaceId = '00000000-0000-4000-8000-000000000000';
		expect((await at.initiate('hubspot', { workspaceId })).status).toBe(status);
	});

	it('needs the inputs that the consent address is made of', async () => {
		expect(await at.initiate('zendesk-support')).toMatchObject({
			status: 500,
			body: { title: 'invalid-consent-url' },
		});
		const oAuthInputConfiguration = { subdomain: 'acme' };
		expect((await at.initiate('zendesk-support', { oAuthInputConfiguration })).status).toBe(200);
		at.behave({ missingOAuthInput: 'accepted' });
		expect((await at.initiate('zendesk-support')).status).toBe(200);
	});

	it('asks for chosen scopes where the connector declares a list of them, and only there', async () => {
		const chosen = {
			oAuthInputConfiguration: { subdomain: 'acme' },
			requestedScopes: ['tickets:read'],
			requestedOptionalScopes: ['users:read'],
		};
		const consentUrl = await at.consentUrl('zendesk-support', chosen);
		expect(new URL(consentUrl).searchParams.get('scope')).toBe('tickets:read users:read');
		expect((await at.initiate('hubspot', { requestedScopes: ['read'] })).status).toBe(500);
	});

	it('is not part of the open-source edition', async () => {
		at.behave({ edition: 'openSource' });
		expect(await at.initiate('hubspot')).toMatchObject({ status: 501, body: {} });
	});
});

describe('The consent screen', () => {
	it('says who asks for what, and offers two buttons to a browser without scripts', async () => {
		const consentUrl = await at.consentUrl('zendesk-support', {
			oAuthInputConfiguration: { subdomain: 'acme' },
		});
		const html = await (await fetch(consentUrl)).text();
		const page = parse(html);
		expect(page.querySelector('html')?.getAttribute('lang')).toBe('en');
		expect(page.querySelector('h1')?.text).toBe('Connect Zendesk Support');
		expect(page.querySelector('strong')?.text).toBe('airbyte-zendesk-support-client-id');
		expect(page.querySelectorAll('li').map(({ text }) => text)).toEqual(['read', 'write']);
		expect(page.querySelectorAll('form[method=post] button').map(({ text }) => text)).toEqual([
			'Allow',
			'Deny',
		]);
		expect(html).not.toContain('<script');
	});

	it.each([
		['state', 'AAAAAAA'],
		['client_id', 'someone-else'],
		['redirect_uri', 'https://attacker.example/'],
	])('is refused with another %s', async (name, value) => {
		const consentUrl = new URL(await at.consentUrl('hubspot'));
		consentUrl.searchParams.set(name, value);
		expect((await fetch(consentUrl)).status).toBe(400);
		expect(await clickConsent(consentUrl.href, 'allow')).toMatchObject({ status: 400 });
	});
});

describe('The callback, after Allow', () => {
	it('redirects with the secret, the state, the workspace and the definition', async () => {
		const consentUrl = await at.consentUrl('hubspot');
		const { status, location } = await clickConsent(consentUrl, 'allow');
		expect(status).toBe(302);
		const { workspaceId } = at;
		const destination = new URL(location);
		expect(destination.origin + destination.pathname).toBe(redirectUrl.split('?')[0]);
		const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
		expect(Object.fromEntries(destination.searchParams)).toEqual({
			customer: '42',
			secret_id: expect.stringMatching(
				new RegExp(`^airbyte_oauth_workspace_${workspaceId}_secret_${uuid}_v1$`),
			),
			state: new URL(consentUrl).searchParams.get('state'),
			workspace_id: workspaceId,
			definition_id: at.definitionId('hubspot'),
		});
	});

	it('asks for no credentials', async () => {
		await clickConsent(await at.consentUrl('hubspot'), 'allow');
		const callback = at.sandbox.requests.find(({ path }) => path === '/v1/oauth/callback');
		expect(callback?.headers.authorization).toBeUndefined();
		expect(callback?.status).toBe(302);
	});

	it('appends to the query with a second question mark, where told so', async () => {
		at.behave({ redirectJoin: 'secondQuestionMark' });
		const { location } = await clickConsent(await at.consentUrl('hubspot'), 'allow');
		expect(location).toMatch(/\?customer=42\?secret_id=airbyte_oauth_workspace_/);
	});

	it('brings the secret alone, where told so', async () => {
		at.behave({ redirectParameters: 'secretIdOnly' });
		const { location } = await clickConsent(await at.consentUrl('hubspot'), 'allow');
		expect([...new URL(location).searchParams.keys()]).toEqual(['customer', 'secret_id']);
	});

	it('brings a secret of another shape, where told so', async () => {
		at.behave({ secretIdShape: 'opaque' });
		const secretId = await at.secretId('hubspot');
		expect(secretId).not.toContain('airbyte_oauth_workspace');
		expect(at.store.secrets.has(secretId)).toBe(true);
	});

	it.each([
		['both', true, true],
		['redirectOnly', false, true],
		['absent', false, false],
	] as const)('shows the state as told: %s', async (stateParameter, inConsent, inRedirect) => {
		at.behave({ stateParameter });
		const consentUrl = await at.consentUrl('hubspot');
		const { location } = await clickConsent(consentUrl, 'allow');
		expect(new URL(consentUrl).searchParams.has('state')).toBe(inConsent);
		expect(new URL(location).searchParams.has('state')).toBe(inRedirect);
		expect(new URL(location).searchParams.has('secret_id')).toBe(true);
	});

	it.each([
		['singleUse', 500],
		['reusable', 302],
	] as const)('meets a second answer to the same link: %s', async (consentLink, status) => {
		at.behave({ consentLink });
		const consentUrl = await at.consentUrl('hubspot');
		await clickConsent(consentUrl, 'allow');
		expect((await clickConsent(consentUrl, 'allow')).status).toBe(status);
	});

	it('refuses a state or a code it does not know', async () => {
		const state = new URL(await at.consentUrl('hubspot')).searchParams.get('state');
		const visitor = at.client.anonymous();
		const before = at.store.secrets.size;
		for (const query of ['', 'code=a&state=b', `code=a&state=${state}`, `state=${state}`]) {
			expect(await visitor.get(`/oauth/callback?${query}`)).toMatchObject({
				status: 500,
				body: { title: 'oauth-callback-failure' },
			});
		}
		expect(at.store.secrets.size).toBe(before);
	});
});

describe('The callback, after Deny', () => {
	const deny = async () => await clickConsent(await at.consentUrl('hubspot'), 'deny');

	it('redirects with the error', async () => {
		at.behave({ declinedConsent: 'redirectWithError' });
		const { searchParams } = new URL((await deny()).location);
		expect(searchParams.get('error')).toBe('access_denied');
		expect(searchParams.has('error_description')).toBe(true);
		expect(searchParams.has('secret_id')).toBe(false);
	});

	it('redirects without a secret, where told so', async () => {
		at.behave({ declinedConsent: 'redirectWithoutSecret' });
		const { searchParams } = new URL((await deny()).location);
		expect([...searchParams.keys()]).toEqual([
			'customer',
			'state',
			'workspace_id',
			'definition_id',
		]);
	});

	it('redirects with a secret that makes no source, where told so', async () => {
		at.behave({ declinedConsent: 'redirectWithUselessSecret' });
		const secretId = new URL((await deny()).location).searchParams.get('secret_id');
		const configuration = { sourceType: 'hubspot', credentials: { auth_kind: 'oauth' } };
		const answer = await at.createSource(configuration, { secretId });
		expect(answer).toMatchObject({ status: 500, body: { title: 'unexpected-problem' } });
	});

	it('shows an error at its own address, where told so', async () => {
		at.behave({ declinedConsent: 'errorPage' });
		expect(await deny()).toMatchObject({
			status: 500,
			location: '',
			body: { title: 'oauth-callback-failure' },
		});
	});

	it('never comes back, where told so', async () => {
		at.behave({ declinedConsent: 'noRedirect' });
		expect(await deny()).toMatchObject({ status: 200, location: '' });
	});
});
