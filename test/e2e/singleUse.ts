import { Duration } from 'luxon';
import { waitFor } from '../host';
import { redirectOf } from './listeners';
import type { World } from './world';

const VISITS = 200;

/** 200 requests at once keep n8n busy for a while. */
const CROWD_WITHIN_MS = 180_000;

export function singleUse(world: World): void {
	describe('One link', () => {
		let known: number;

		beforeEach(async () => {
			known = (await world.client.executions(world.listener.workflow.id)).length;
		});

		test(
			`visited ${VISITS} times at once is one execution and one source`,
			async () => {
				const link = await world.makeLink(world.listener);
				const redirect = await redirectOf(link);

				const onHost = redirect.replace(world.host.front.url, world.host.n8n.url);
				const pages = await Promise.all(
					Array.from({ length: VISITS }, async () => {
						const response = await fetch(onHost);
						return { status: response.status, html: await response.text() };
					}),
				);

				expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
				const titles = pages.map(({ html }) => /<h1>(.*)<\/h1>/.exec(html)?.[1]);
				expect(titles.filter((title) => title === 'Your account is connected')).toHaveLength(1);
				expect(titles.filter((title) => title?.includes('already'))).toHaveLength(VISITS - 1);
				// On a busy machine n8n gives its database up for a moment.
				await waitFor({
					what: 'n8n to catch its breath',
					atMost: Duration.fromObject({ minutes: 1 }),
					probe: async () => await world.client.answers('/healthz/readiness'),
				});
				await world.client.waitForExecutions(world.listener.workflow.id, known + 1);
				expect(await world.executionsBeside(world.listener, known + 1)).toBe(0);
				const { sources } = world.sandbox.store;
				const { customerId } = link.context;
				expect([...sources.values()].filter(({ name }) => name === customerId)).toHaveLength(1);
			},
			CROWD_WITHIN_MS,
		);

		test('stays used over a restart of n8n', async () => {
			const redirect = await redirectOf(await world.makeLink(world.listener));
			await world.customer.open(redirect);
			await world.client.waitForExecutions(world.listener.workflow.id, known + 1);
			await world.host.n8n.restart();
			const { status, text } = await world.customer.open(redirect);
			expect([status, text]).toEqual([200, expect.stringContaining('already connected')]);
			expect(await world.executionsBeside(world.listener, known + 1)).toBe(0);
		});

		test.each(['HEAD', 'OPTIONS'])('is not used up by %s', async (method) => {
			const redirect = await redirectOf(await world.makeLink(world.listener));
			const onHost = redirect.replace(world.host.front.url, world.host.n8n.url);
			await fetch(onHost, { method });
			const { text } = await world.customer.open(redirect);
			expect(text).toContain('Your account is connected');
		});

		test('is not used up by a prefetch, which gets no page to keep', async () => {
			const redirect = await redirectOf(await world.makeLink(world.listener));
			const onHost = redirect.replace(world.host.front.url, world.host.n8n.url);
			const prefetched = await fetch(onHost, { headers: { 'Sec-Purpose': 'prefetch' } });
			expect(prefetched.status).toBe(400);
			const { text } = await world.customer.open(redirect);
			expect(text).toContain('Your account is connected');
		});
	});
}
