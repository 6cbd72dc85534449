import { createHash } from 'node:crypto';

import { Settings } from 'luxon';

import { Onboarding, sealedIn, withSealed } from './harness/onboarding';
import { TRIGGER_URL } from './harness/parameters';

let onboarding: Onboarding;
/** Where Airbyte sent a customer who allowed. */
let redirect: URL;

beforeAll(async () => {
	onboarding = await Onboarding.start();
});

beforeEach(async () => {
	onboarding.reset();
	redirect = await onboarding.redirect();
});

afterAll(async () => await onboarding.stop());

function change(credential: Record<string, string>): void {
	const { engine } = onboarding;
	engine.credential = { ...engine.credential, ...credential };
}

function forge(): void {
	redirect = withSealed(redirect, flip(sealedIn(redirect)));
}

function flip(state: string): string {
	const bytes = Buffer.from(state, 'base64url');
	const last = bytes.length - 1;
	bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last);
	return bytes.toString('base64url');
}

const OTHER = '00000000-0000-4000-8000-000000000000';

const mistakes: Array<[string, () => unknown, RegExp]> = [
	[
		'a missing state',
		() => (redirect.pathname = new URL(TRIGGER_URL).pathname),
		/not one that this package makes/,
	],
	['a forged state', forge, /was altered/],
	[
		'an expired link',
		async () => (redirect = await onboarding.redirect({ linkLifetime: 1e-6 })),
		/has expired/,
	],
	[
		'a state of another credential',
		() => change({ linkSigningSecret: 'another' }),
		/sealed with another secret.*same Airbyte credential/,
	],
	[
		'a state of another Airbyte',
		() => change({ baseUrl: 'https://airbyte.example.com' }),
		/another trigger or another Airbyte/,
	],
	[
		'a state of another trigger',
		async () => {
			const other = TRIGGER_URL.replaceAll('0b0a1c3e', 'ffffffff');
			const elsewhere = await onboarding.redirect({ redirectUrl: other });
			redirect = withSealed(redirect, sealedIn(elsewhere));
		},
		/another trigger or another Airbyte/,
	],
	[
		'a credential without any secret',
		() => change({ authentication: 'none' }),
		/holds no secret to seal links with/,
	],
	[
		'a repeated secret_id',
		() => redirect.searchParams.append('secret_id', 'airbyte_oauth_other'),
		/more than once/,
	],
	[
		'a repeated workspace_id',
		() => redirect.searchParams.append('workspace_id', OTHER),
		/more than once/,
	],
	[
		'a malformed secret_id',
		() => redirect.searchParams.set('secret_id', '<script>'),
		/does not look like one/,
	],
	[
		'an address of 9,000 characters',
		() => redirect.searchParams.set('filler', 'x'.repeat(9000)),
		/longer than any redirect/,
	],
	[
		'the workspace of another customer',
		() => redirect.searchParams.set('workspace_id', OTHER),
		/workspace_id is not the one/,
	],
	[
		'the connector of another source',
		async () => {
			const definitionId = redirect.searchParams.get('definition_id') ?? '';
			redirect = await onboarding.redirect({ options: { definitionId } });
			redirect.searchParams.set('definition_id', OTHER);
		},
		/definition_id is not the one/,
	],
	[
		"the state of another customer's consent",
		async () => {
			const other = await onboarding.redirect();
			redirect.searchParams.set('state', other.searchParams.get('state') ?? '');
		},
		/not the one of the consent/,
	],
];

it.each(mistakes)(
	'starts no workflow for %s, and says why in the log alone',
	async (_what, make, logged) => {
		await make();
		const { trigger } = onboarding;
		const page = await trigger.visit(redirect.href);

		expect(trigger.started).toEqual([]);
		expect(trigger.log).toEqual([expect.stringMatching(logged)]);
		expect(trigger.log.join()).not.toContain('airbyte_oauth_');
		expect(page.status).toBe(400);
		expect(await page.text()).toContain('This link does not work');
	},
);

it('answers all that is refused in the very same way', async () => {
	const answers = new Set<string>();
	for (const [, make] of mistakes) {
		onboarding.reset();
		redirect = await onboarding.redirect();
		await make();
		const page = await onboarding.trigger.visit(redirect.href);
		const headers = [...page.headers].filter(([name]) => name !== 'date');
		answers.add(JSON.stringify([page.status, headers, await page.text()]));
	}
	expect(answers.size).toBe(1);
});

it('notices a change of its credential within seconds', async () => {
	const { trigger } = onboarding;
	trigger.changesUnnoticed = true;
	await trigger.visit(redirect.href);
	change({ linkSigningSecret: 'new' });
	redirect = await onboarding.redirect();
	await trigger.visit(redirect.href);
	expect(trigger.started).toHaveLength(1);
	const usual = Settings.now;
	Settings.now = () => usual() + 11_000;
	await trigger.visit(redirect.href);
	Settings.now = usual;
	trigger.changesUnnoticed = false;
	expect(trigger.started).toHaveLength(2);
});

it('opens a link through a rotation of the signing secret', async () => {
	change({ linkSigningSecret: 'old' });
	redirect = await onboarding.redirect();
	change({ linkSigningSecret: 'new', previousSigningSecret: 'old' });
	expect((await onboarding.trigger.visit(redirect.href)).status).toBe(200);
	expect(onboarding.trigger.started).toHaveLength(1);
});

it.each([
	['a good link', () => undefined],
	['a forged one', forge],
])('answers %s with a page that lets nothing out', async (_what, make) => {
	make();
	const page = await onboarding.trigger.visit(redirect.href);
	const html = await page.text();
	const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? '';
	const hash = createHash('sha256').update(style).digest('base64');

	expect(Object.fromEntries(page.headers)).toMatchObject({
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
		'cache-control': 'no-store',
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'x-robots-tag': 'noindex',
	});
	expect(html).not.toMatch(/<script|https?:|src=|secret/i);
	expect(html).not.toContain(onboarding.workspaceId);
});
