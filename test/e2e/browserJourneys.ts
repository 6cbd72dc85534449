import { CustomerBrowser, type CustomerPage } from './browser';
import { listenWith, redirectOf } from './listeners';
import type { Listener, World } from './world';

const LOGO =
	'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIxMjAiIGhlaWdodD0iMzIiPjxyZWN0IHdpZHRoPSIxMjAiIGhlaWdodD0iMzIiIHJ4PSI2IiBmaWxsPSIjMGY3NjZlIi8+PHRleHQgeD0iNjAiIHk9IjIyIiBmaWxsPSIjZmZmIiBmb250LWZhbWlseT0ic2Fucy1zZXJpZiIgZm9udC1zaXplPSIxOCIgdGV4dC1hbmNob3I9Im1pZGRsZSI+QWNtZTwvdGV4dD48L3N2Zz4=';

const PHONE = { viewport: { width: 320, height: 568 }, hasTouch: true };

export function browserJourneys(world: World): void {
	describe('A customer in a browser', () => {
		let browser: CustomerBrowser;
		let customer: CustomerPage;
		let branded: Listener;

		beforeAll(async () => {
			browser = await CustomerBrowser.start();
			branded = await listenWith(world, {
				triggerOn: ['authorized', 'declined'],
				page: { brand: 'Acme', logo: LOGO, color: '#0f766e' },
				options: { tryAgainUrl: 'https://app.example.com/connect' },
			});
		});

		beforeEach(async () => {
			customer = await browser.page();
		});

		afterEach(async () => {
			expect(customer.outside).toEqual([]);
			await customer.close();
		});

		afterAll(async () => await browser.close());

		async function expectGood(heading: string): Promise<void> {
			expect(await customer.heading()).toBe(heading);
			expect(await customer.faults()).toEqual([]);
			expect(await customer.fits()).toBe(true);
		}

		test('allows, and reads that the account is connected', async () => {
			const { consentUrl } = await world.makeLink(branded);
			await customer.consent(consentUrl);
			await expectGood('Your account is connected');
			await customer.picture('connected');
		});

		test('denies, and is shown how to try again', async () => {
			const { consentUrl } = await world.makeLink(branded);
			await customer.consent(consentUrl, 'Deny');
			await expectGood('Your account was not connected');
			const link = customer.page.getByRole('link', { name: 'Try again' });
			expect(await link.getAttribute('href')).toBe('https://app.example.com/connect');
			await customer.picture('declined');
		});

		test('reloads and goes back after success, and nothing is started twice', async () => {
			const { id } = branded.workflow;
			const { consentUrl } = await world.makeLink(branded);
			await customer.consent(consentUrl);
			const known = (await world.client.executions(id)).length;
			await customer.page.reload();
			await expectGood('Your account is already connected');
			await customer.page.goBack();
			await customer.page.goForward();
			expect(await customer.heading()).toBe('Your account is already connected');
			expect(await world.executionsBeside(branded, Math.max(known, 1))).toBeLessThanOrEqual(0);
		});

		test('opens the same redirect twice, in two windows', async () => {
			const redirect = await redirectOf(await world.makeLink(branded));
			await customer.page.goto(redirect);
			const other = await browser.page();
			await other.page.goto(redirect);
			expect([await customer.heading(), await other.heading()]).toEqual([
				'Your account is connected',
				'Your account is already connected',
			]);
			await other.picture('already-connected');
			await other.close();
		});

		test('comes too late', async () => {
			const { consentUrl } = await world.makeLink(branded, { linkLifetime: 1e-6 });
			await customer.consent(consentUrl);
			await expectGood('This link does not work');
			await customer.picture('expired');
		});

		test.each(['light', 'dark'] as const)(
			'reads it on a small screen, in %s colors',
			async (colorScheme) => {
				await customer.close();
				customer = await browser.page({ ...PHONE, colorScheme });
				const { consentUrl } = await world.makeLink(branded);
				await customer.consent(consentUrl, colorScheme === 'dark' ? 'Deny' : 'Allow');
				await expectGood(
					colorScheme === 'dark' ? 'Your account was not connected' : 'Your account is connected',
				);
				await customer.picture(`phone-${colorScheme}`);
			},
		);

		test('cannot be shown the page in a frame', async () => {
			const redirect = await redirectOf(await world.makeLink(branded));
			const blocked = customer.page.waitForEvent('console', {
				predicate: (message) => /frame-ancestors|X-Frame-Options/i.test(message.text()),
			});
			await customer.page.goto(world.sandbox.url);
			await customer.page.setContent(`<iframe src="${redirect}"></iframe>`);
			expect((await blocked).text()).toMatch(/frame/i);
		});
	});
}
