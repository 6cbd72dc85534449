import { randomUUID } from 'node:crypto';
import type { Journey } from '../host';
import type { Behaviour } from '../sandbox';
import { waitFor } from '../host';
import type { ConsentLink, World } from './world';

export function refusals(world: World): void {
	let known: number;

	beforeEach(async () => {
		known = (await world.client.executions(world.listener.workflow.id)).length;
	});

	describe('A customer who declines', () => {
		afterEach(() => {
			world.sandbox.behaviour.declinedConsent = 'redirectWithError';
		});

		async function decline(position: Behaviour['declinedConsent']): Promise<Journey> {
			world.sandbox.behaviour.declinedConsent = position;
			const { consentUrl } = await world.makeLink(world.listener);
			return await world.customer.consent(consentUrl, 'deny');
		}

		test.each(['redirectWithError', 'redirectWithoutSecret'] as const)(
			'is told so on our page and starts nothing, where Airbyte answers %s',
			async (position) => {
				expectRefusal(await decline(position));
				expect(await world.executionsBeside(world.listener, known)).toBe(0);
			},
		);

		test.each(['errorPage', 'noRedirect'] as const)(
			'never reaches us and starts nothing, where Airbyte answers %s',
			async (position) => {
				const { url } = await decline(position);
				expect(url).toContain(world.sandbox.url);
				expect(await world.executionsBeside(world.listener, known)).toBe(0);
			},
		);

		test('gets no source from a secret without tokens, and the execution says why', async () => {
			const before = world.sandbox.store.sources.size;
			await decline('redirectWithUselessSecret');
			const all = await world.client.waitForExecutions(world.listener.workflow.id, known + 1);
			expect(all[0]?.status).toBe('error');
			expect(world.sandbox.store.sources.size).toBe(before);
		});
	});

	describe('A redirect that cannot be trusted starts nothing and gets a page of 4xx', () => {
		const secret = '?secret_id=airbyte_oauth_workspace_forged_v1';

		async function expectNothing(url: string): Promise<void> {
			expectRefusal(await world.customer.open(url));
			expect(await world.executionsBeside(world.listener, known)).toBe(0);
		}

		test('a state that was altered', async () => {
			const url = world.redirectUrlOf(await world.makeLink(world.listener));
			const last = url.at(-5) === 'A' ? 'B' : 'A';
			await expectNothing(`${url.slice(0, -5)}${last}${url.slice(-4)}${secret}`);
		});

		test('a state that was made up', async () => {
			await expectNothing(world.listener.redirectUrl.replace(':state', 'made-up') + secret);
		});

		test('a state that was made for another trigger', async () => {
			const other = { ...world.listener, redirectUrl: elsewhere(world.listener.redirectUrl) };
			const url = world.redirectUrlOf(await world.makeLink(other));
			const state = new URL(url).pathname.split('/').pop() ?? '';
			await expectNothing(world.listener.redirectUrl.replace(':state', state) + secret);
		});

		test('a state that was sealed with another credential', async () => {
			const own = await world.createCredential({
				linkSigningSecret: 'yet another secret, thirty-two characters or more',
			});
			const url = world.redirectUrlOf(await world.makeLink(world.listener, { credential: own }));
			await expectNothing(url + secret);
		});

		test('a state that has expired, though its customer consents', async () => {
			const oneSecond = 1 / 3600;
			const link: ConsentLink = await world.makeLink(world.listener, { linkLifetime: oneSecond });
			await waitFor({
				what: 'the link to expire',
				probe: () => new Date(link.expiresAt) < new Date(),
			});
			const journey = await world.customer.consent(link.consentUrl);
			expectRefusal(journey);
			expect(journey.text).toContain('expired');
			expect(await world.executionsBeside(world.listener, known)).toBe(0);
		});

		test('a redirect with two secrets', async () => {
			const url = world.redirectUrlOf(await world.makeLink(world.listener));
			await expectNothing(`${url}${secret}&secret_id=another`);
		});
	});
}

/** The address of a trigger with another webhook id. */
function elsewhere(url: string): string {
	return url.replaceAll(/[0-9a-f-]{36}/g, randomUUID());
}

/** A page of ours: refused, kept by nobody, and silent about the address it stands at. */
function expectRefusal({ status, headers, html }: Journey): void {
	expect(status).toBeGreaterThanOrEqual(400);
	expect(status).toBeLessThan(500);
	expect(headers).toMatchObject({
		'cache-control': 'no-store',
		'referrer-policy': 'no-referrer',
		'content-type': expect.stringContaining('text/html') as string,
		'content-security-policy': expect.stringContaining("default-src 'none'") as string,
	});
	expect(html).not.toMatch(/secret_id|airbyte_oauth/);
}
