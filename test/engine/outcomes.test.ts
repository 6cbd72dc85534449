import { Onboarding } from './harness/onboarding';

let onboarding: Onboarding;

beforeAll(async () => {
	onboarding = await Onboarding.start();
});

beforeEach(() => onboarding.reset());

afterAll(async () => await onboarding.stop());

const EVERYTHING = ['authorized', 'declined', 'invalid'];

const LINK = {
	workspaceId: expect.any(String),
	sourceType: 'google-ads',
	context: { customer: 42 },
	state: expect.any(String),
	issuedAt: expect.any(String),
	expiresAt: expect.any(String),
};

const context = '{ "customer": 42 }';

describe('Trigger On', () => {
	it.each([
		['redirectWithError', { reason: 'access_denied', description: 'The customer declined.' }],
		['redirectWithoutSecret', { reason: 'no_secret_id' }],
	] as const)('Declined hands on why, where Airbyte answers %s', async (declinedConsent, why) => {
		onboarding.sandbox.behaviour.declinedConsent = declinedConsent;
		onboarding.trigger.parameters = { triggerOn: EVERYTHING };
		const redirect = await onboarding.redirect({ context }, 'deny');
		const page = await onboarding.trigger.visit(redirect.href);
		expect(page.status).toBe(400);
		expect(await page.text()).toContain('Your account was not connected');
		expect(onboarding.trigger.started).toEqual([
			{ status: 'declined', ...why, ...LINK, declinedAt: expect.any(String) },
		]);
	});

	it('Invalid Callback hands on a link that has expired, with whose it was', async () => {
		onboarding.trigger.parameters = { triggerOn: EVERYTHING };
		const redirect = await onboarding.redirect({ context, linkLifetime: 1e-6 });
		await onboarding.trigger.visit(redirect.href);
		await onboarding.trigger.visit(redirect.href);
		expect(onboarding.trigger.started).toEqual([
			{ status: 'expired', ...LINK, receivedAt: expect.any(String) },
		]);
	});

	it('Invalid Callback hands on why, and of a stranger nothing else', async () => {
		onboarding.trigger.parameters = { triggerOn: ['invalid'] };
		const redirect = await onboarding.redirect();
		await onboarding.trigger.visit(redirect.href.replace(/airbyte\/[\w-]+/, 'airbyte/forged'));
		expect(onboarding.trigger.started).toEqual([
			{ status: 'invalid', reason: 'malformed', receivedAt: expect.any(String) },
		]);
	});

	it('Authorized alone, as it is by default, leaves a declined link to be answered again', async () => {
		onboarding.sandbox.behaviour.consentLink = 'reusable';
		const redirect = await onboarding.redirect();
		const declined = new URL(redirect);
		declined.searchParams.delete('secret_id');
		declined.searchParams.set('error', 'access_denied');
		expect((await onboarding.trigger.visit(declined.href)).status).toBe(400);
		expect((await onboarding.trigger.visit(redirect.href)).status).toBe(200);
		expect(onboarding.trigger.started).toMatchObject([{ status: 'authorized' }]);
	});

	it('Declined uses the link up: what started the workflow starts it once', async () => {
		onboarding.trigger.parameters = { triggerOn: EVERYTHING };
		const redirect = await onboarding.redirect();
		const declined = new URL(redirect);
		declined.searchParams.set('error', 'access_denied');
		await onboarding.trigger.visit(declined.href);
		const again = await onboarding.trigger.visit(redirect.href);
		expect(await again.text()).toContain('Your account was not connected');
		expect(onboarding.trigger.started).toMatchObject([{ status: 'declined' }]);
	});
});

describe('where the customer goes', () => {
	const options = {
		successUrl: 'https://app.example.com/connected',
		failureUrl: 'https://app.example.com/failed',
	};

	async function destination(redirect: URL): Promise<[number, string | null]> {
		const { status, headers } = await onboarding.trigger.visit(redirect.href, {
			redirect: 'manual',
		});
		return [status, headers.get('location')];
	}

	it('is the Success URL of the node', async () => {
		onboarding.trigger.parameters = { options };
		expect(await destination(await onboarding.redirect())).toEqual([303, options.successUrl]);
	});

	it('is the Failure URL of the node after a refusal', async () => {
		onboarding.trigger.parameters = { options };
		expect(await destination(await onboarding.redirect({}, 'deny'))).toEqual([
			303,
			options.failureUrl,
		]);
	});

	it("is the link's own before the node's", async () => {
		onboarding.trigger.parameters = { options };
		const own = {
			successUrl: 'https://acme.example.com/yes',
			failureUrl: 'https://acme.example.com/no',
		};
		expect(await destination(await onboarding.redirect({ options: own }))).toEqual([
			303,
			own.successUrl,
		]);
		expect(await destination(await onboarding.redirect({ options: own }, 'deny'))).toEqual([
			303,
			own.failureUrl,
		]);
	});

	it.each(['successUrl', 'success_url', 'redirect', 'next', 'url', 'returnTo', 'link'])(
		'is never what the query says in %s',
		async (name) => {
			const redirect = await onboarding.redirect();
			redirect.searchParams.set(name, 'https://evil.example.com');
			const page = await onboarding.trigger.visit(redirect.href, { redirect: 'manual' });
			expect([page.status, page.headers.get('location')]).toEqual([200, null]);
			expect(await page.text()).not.toContain('evil');
		},
	);

	it.each([
		'={{ $json.query.next }}',
		'http://app.example.com',
		'javascript:alert(1)',
		'//evil.example.com',
		'https://user:password@evil.example.com',
	])('is our page where the node holds no fixed https address but %s', async (successUrl) => {
		onboarding.trigger.parameters = { options: { successUrl } };
		const redirect = await onboarding.redirect();
		redirect.searchParams.set('next', 'https://evil.example.com');
		const page = await onboarding.trigger.visit(redirect.href, { redirect: 'manual' });
		expect([page.status, page.headers.get('location')]).toEqual([200, null]);
		expect(await page.text()).not.toContain('evil');
	});

	it.each(['http://app.example.com', 'app.example.com', 'javascript:alert(1)'])(
		'is refused by Initiate where it is not https: %s',
		async (successUrl) => {
			await expect(onboarding.link({ options: { successUrl } })).rejects.toThrow(
				/'Success URL' is not an https address/,
			);
		},
	);

	it('is a way to try again on the page after a refusal', async () => {
		const tryAgainUrl = 'https://app.example.com/connect';
		onboarding.trigger.parameters = { options: { tryAgainUrl } };
		const page = await onboarding.trigger.visit((await onboarding.redirect({}, 'deny')).href);
		expect(await page.text()).toContain(`<a href="${tryAgainUrl}" rel="noreferrer">Try again</a>`);
	});
});

describe('what the page says', () => {
	const page = {
		brand: 'Acme & Söhne',
		color: '#aa0000',
		logo: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
		connectedTitle: 'Done <b>',
		connectedText: 'You may go.',
	};

	it('is what the node says, escaped', async () => {
		onboarding.trigger.parameters = { page };
		const html = await (await onboarding.trigger.visit((await onboarding.redirect()).href)).text();
		expect(html).toContain('<html lang="en">');
		expect(html).toContain('<h1>Done &#60;b&#62;</h1>');
		expect(html).toContain('<p>You may go.</p>');
		expect(html).toContain(`<img src="${page.logo}" alt="Acme &#38; Söhne">`);
		expect(html).toContain('#aa0000');
	});

	it("is in the customer's language where the link says it", async () => {
		onboarding.trigger.parameters = { page };
		const own = { language: 'de', connectedTitle: 'Verbunden' };
		const redirect = await onboarding.redirect({ page: own });
		const html = await (await onboarding.trigger.visit(redirect.href)).text();
		expect(html).toContain('<html lang="de">');
		expect(html).toContain('<h1>Verbunden</h1>');
		const again = await (await onboarding.trigger.visit(redirect.href)).text();
		expect(again).toContain('<h1 lang="en" dir="ltr">Your account is already connected</h1>');
	});

	it('reads from right to left where the language does', async () => {
		const redirect = await onboarding.redirect({ page: { language: 'ar' } });
		const html = await (await onboarding.trigger.visit(redirect.href)).text();
		expect(html).toContain('<html lang="ar" dir="rtl">');
	});

	it.each([
		['language', '"><script>'],
		['color', 'red; } body { display: none'],
		['logo', 'https://app.example.com/logo.png'],
	])('cannot be broken by %s', async (name, value) => {
		onboarding.trigger.parameters = { page: { [name]: value } };
		const response = await onboarding.trigger.visit((await onboarding.redirect()).href);
		expect(await response.text()).not.toContain(value);
	});

	it('is refused by Initiate in a language that is none', async () => {
		await expect(onboarding.link({ page: { language: 'Deutsch!' } })).rejects.toThrow(
			/'Language' of the page/,
		);
	});
});
