import { sleep } from 'n8n-workflow';

import { consent } from './harness/customer';
import { Onboarding } from './harness/onboarding';
import { TriggerServer } from './harness/triggerServer';

let onboarding: Onboarding;
let redirect: URL;

beforeAll(async () => {
	onboarding = await Onboarding.start();
});

beforeEach(async () => {
	onboarding.reset();
	redirect = await onboarding.redirect();
});

afterAll(async () => await onboarding.stop());

it('starts the workflow once, and tells the customer so on the second visit', async () => {
	const { trigger } = onboarding;
	expect((await trigger.visit(redirect.href)).status).toBe(200);
	const again = await trigger.visit(redirect.href);
	expect(again.status).toBe(200);
	expect(await again.text()).toContain('Your account is already connected');
	expect(trigger.started).toHaveLength(1);
});

it('does not take another account on a link that was used', async () => {
	const { trigger } = onboarding;
	await trigger.visit(redirect.href);
	redirect.searchParams.set('secret_id', 'airbyte_oauth_workspace_of_somebody_else');
	await trigger.visit(redirect.href);
	expect(trigger.started).toHaveLength(1);
	expect(trigger.log.at(-1)).toMatch(/came back to a link that was used before \(authorized\)/);
});

it('starts one workflow of 200 visits at once', async () => {
	const { trigger } = onboarding;
	const pages = await Promise.all(
		Array.from({ length: 200 }, async () => await (await trigger.visit(redirect.href)).text()),
	);
	expect(trigger.started).toHaveLength(1);
	expect(pages.filter((page) => page.includes('<h1>Your account is connected'))).toHaveLength(1);
	expect(pages.filter((page) => page.includes('already connected</h1>'))).toHaveLength(199);
});

it('remembers every use of many customers at once, though n8n saves without a lock', async () => {
	const { trigger } = onboarding;
	const redirects = await Promise.all(
		Array.from({ length: 20 }, async () => await onboarding.redirect()),
	);
	const before = trigger.database;
	trigger.saveDelayMs = 50;
	await Promise.all(redirects.map(async ({ href }) => await trigger.visit(href)));
	await sleep(4 * trigger.saveDelayMs);
	trigger.saveDelayMs = 0;
	expect(trigger.started).toHaveLength(20);
	const nonces = trigger.started.map(({ state }) => String(state));
	expect(nonces.filter((nonce) => before.includes(nonce))).toEqual([]);
	expect(nonces.filter((nonce) => !trigger.database.includes(nonce))).toEqual([]);
});

const lookers: Array<[string, RequestInit]> = [
	['HEAD', { method: 'HEAD' }],
	['OPTIONS', { method: 'OPTIONS' }],
	['POST', { method: 'POST' }],
	['a prefetch (Sec-Purpose)', { headers: { 'Sec-Purpose': 'prefetch;prerender' } }],
	['a prefetch (Purpose)', { headers: { Purpose: 'prefetch' } }],
	['a prefetch (X-Moz)', { headers: { 'X-Moz': 'prefetch' } }],
	['a preview of WhatsApp', { headers: { 'User-Agent': 'WhatsApp/2.23.20.0' } }],
	[
		'a preview of Slack',
		{ headers: { 'User-Agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' } },
	],
	[
		'a preview of Teams',
		{ headers: { 'User-Agent': 'Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5' } },
	],
];

it.each(lookers)('is not used up by %s', async (_what, init) => {
	const { trigger } = onboarding;
	expect((await trigger.visit(redirect.href, init)).ok).toBe(false);
	expect(trigger.started).toEqual([]);
	expect((await trigger.visit(redirect.href)).status).toBe(200);
	expect(trigger.started).toHaveLength(1);
});

it('lets people in who use the browser of an app', async () => {
	const agent =
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]';
	await onboarding.trigger.visit(redirect.href, { headers: { 'User-Agent': agent } });
	expect(onboarding.trigger.started).toHaveLength(1);
});

describe('in another process of n8n', () => {
	/** A second n8n on the same database: its own memory, so all modules anew. */
	async function otherProcess(): Promise<TriggerServer> {
		let other: TriggerServer | undefined;
		await jest.isolateModulesAsync(async () => {
			const { Engine } = await import('./harness');
			const { TriggerServer: Server } = await import('./harness/triggerServer');
			const engine = await Engine.load();
			engine.credential = onboarding.engine.credential;
			other = await Server.start(engine);
			await other.visit(redirect.href, { method: 'HEAD' });
		});
		if (!other) throw new Error('No second process');
		other.log.length = 0;
		return other;
	}

	let other: TriggerServer;

	beforeEach(async () => {
		other = await otherProcess();
	});

	afterEach(async () => await other.stop());

	it('a link stays used, once n8n has saved that it is: so does a restart', async () => {
		const { trigger } = onboarding;
		await trigger.visit(redirect.href);
		other.database = trigger.database;
		const page = await other.visit(redirect.href);
		expect(await page.text()).toContain('already connected');
		expect(other.started).toEqual([]);
	});

	it('keeps what the other one has saved, when it saves itself', async () => {
		const { trigger } = onboarding;
		await trigger.visit(redirect.href);
		other.database = trigger.database;
		const { consentUrl } = await onboarding.link();
		await other.visit((await consent(String(consentUrl))) ?? '');
		expect(other.started).toHaveLength(1);
		expect(other.database).toContain(String(trigger.started[0]?.state));
	});

	/**
	 * The window: from one process's visit until n8n has saved its static data. A second visit at another process
	 * within it starts the workflow a second time, with the same secret id. Real processes do so in `test/queue`.
	 */
	it('a link starts a second time only until n8n has saved the first', async () => {
		const { trigger } = onboarding;
		trigger.saveDelayMs = 100;
		const startsWithSecondVisitAfter = async (ms: number): Promise<number> => {
			const { href } = await onboarding.redirect();
			trigger.started.length = 0;
			other.started.length = 0;
			await trigger.visit(href);
			await sleep(ms);
			other.database = trigger.database;
			// Whatever the other process made of it: each knows by now.
			for (const process of [other, trigger, other]) await process.visit(href);
			return trigger.started.length + other.started.length;
		};
		expect(await startsWithSecondVisitAfter(0)).toBe(2);
		expect(await startsWithSecondVisitAfter(300)).toBe(1);
		trigger.saveDelayMs = 0;
	});
});
