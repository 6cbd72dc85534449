import { createHash } from 'node:crypto';

import { startSandbox, type Sandbox } from '../sandbox';
import { Engine } from './harness';
import { consent } from './harness/customer';
import { initiate, TRIGGER_URL } from './harness/parameters';
import { TriggerServer } from './harness/triggerServer';

let sandbox: Sandbox;
let engine: Engine;
let trigger: TriggerServer;
let workspaceId: string;
/** Where Airbyte sent a customer who allowed. */
let redirect: URL;

beforeAll(async () => {
	sandbox = await startSandbox();
	engine = await Engine.load();
	trigger = await TriggerServer.start(engine);
	workspaceId = sandbox.store.addWorkspace('Customer').workspaceId;
});

beforeEach(async () => {
	engine.credential = {
		authentication: 'clientCredentials',
		baseUrl: sandbox.apiUrl,
		clientId: sandbox.clientId,
		clientSecret: sandbox.clientSecret,
	};
	const { json } = await engine.run(initiate(workspaceId, 'google-ads'));
	redirect = new URL((await consent(String(json[0]?.consentUrl))) ?? '');
	trigger.started.length = 0;
	trigger.log.length = 0;
});

afterAll(async () => {
	await trigger.stop();
	await sandbox.stop();
});

function sealed(): string {
	return redirect.pathname.split('/').at(-1) ?? '';
}

const mistakes: Array<[string, () => unknown, RegExp]> = [
	[
		'a missing state',
		() => (redirect.pathname = new URL(TRIGGER_URL).pathname),
		/not one that this package makes/,
	],
	[
		'a forged state',
		() => (redirect.pathname = redirect.pathname.replace(sealed(), flip(sealed()))),
		/was altered/,
	],
	['an expired link', () => undefined, /has expired/],
	[
		'a state of another credential',
		() => (engine.credential = { ...engine.credential, linkSigningSecret: 'another' }),
		/sealed with another secret.*same Airbyte credential/,
	],
	[
		'a state of another Airbyte',
		() => (engine.credential = { ...engine.credential, baseUrl: 'https://airbyte.example.com' }),
		/another trigger or another Airbyte/,
	],
	['a missing secret_id', () => redirect.searchParams.delete('secret_id'), /no secret_id/],
	[
		'a repeated secret_id',
		() => redirect.searchParams.append('secret_id', 'airbyte_oauth_other'),
		/more than one/,
	],
	[
		'a malformed secret_id',
		() => redirect.searchParams.set('secret_id', '<script>'),
		/does not look like one/,
	],
	[
		'the workspace of another customer',
		() => redirect.searchParams.set('workspace_id', 'other'),
		/workspace_id is not the one/,
	],
];

function flip(state: string): string {
	const bytes = Buffer.from(state, 'base64url');
	const last = bytes.length - 1;
	bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last);
	return bytes.toString('base64url');
}

it.each(mistakes)('starts no workflow for %s', async (what, make, logged) => {
	make();
	if (what === 'an expired link') {
		const { json } = await engine.run(initiate(workspaceId, 'google-ads', { linkLifetime: 1e-6 }));
		redirect = new URL((await consent(String(json[0]?.consentUrl))) ?? '');
	}
	const page = await trigger.visit(redirect.href);

	expect(trigger.started).toEqual([]);
	expect(page.status).toBeGreaterThanOrEqual(400);
	expect(page.status).toBeLessThan(500);
	expect(await page.text()).toMatch(/<h1>(This link|Your account was not)/);
	expect(trigger.log).toEqual([expect.stringMatching(logged)]);
	expect(trigger.log.join()).not.toContain('airbyte_oauth_');
});

it.each([
	['a good link', () => undefined],
	['a forged one', () => (redirect.pathname = redirect.pathname.replace(sealed(), flip(sealed())))],
])('answers %s with a page that lets nothing out', async (_what, make) => {
	make();
	const page = await trigger.visit(redirect.href);
	const html = await page.text();
	const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? '';
	const hash = createHash('sha256').update(style).digest('base64');

	expect(Object.fromEntries(page.headers)).toMatchObject({
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
		'cache-control': 'no-store',
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
	});
	expect(html).not.toMatch(/<script|https?:|src=|secret/i);
	expect(html).not.toContain(workspaceId);
});
