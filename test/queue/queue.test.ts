/* eslint-disable no-console -- says what it measured */
import { sleep } from 'n8n-workflow';

import { redirectOf } from '../e2e/listeners';
import { World, type ConsentLink } from '../e2e/world';
import { waitFor } from '../host';
import { startQueueHost, type QueueHost } from './queueHost';

/** A first run installs n8n: about 4 minutes, where the registry is far away more. */
const START_WITHIN_MS = 20 * 60_000;

let host: QueueHost;
const world = new World(async () => (host = await startQueueHost()));

beforeAll(async () => await world.start(), START_WITHIN_MS);

afterAll(async () => await world.stop());

/** The redirect of a link as each of the two processors gets it. */
async function atBoth(link: ConsentLink): Promise<[string, string]> {
	const { href } = new URL(await redirectOf(link));
	const [first, second] = host.processors;
	return [href.replace(host.front.url, first), href.replace(host.front.url, second)];
}

const visit = async (url: string): Promise<string> => await (await fetch(url)).text();

/** How many executions there were, once none is under way. */
const settledExecutions = async (): Promise<number> => {
	const all = await waitFor({
		what: 'all executions to end',
		probe: async () => {
			const found = await world.client.executions(world.listener.workflow.id);
			return found.every(({ status }) => status === 'success') && found;
		},
	});
	return all.length;
};

const sourcesOf = ({ context }: ConsentLink) =>
	[...world.sandbox.store.sources.values()].filter(({ name }) => name === context.customerId);

describe('In queue mode', () => {
	it('a customer who comes back to a webhook processor gets a source', async () => {
		const link = await world.makeLink(world.listener);
		const { text } = await world.customer.consent(link.consentUrl);
		expect(text).toContain('Your account is connected');
		await world.client.waitForExecutions(world.listener.workflow.id, 1);
		expect(sourcesOf(link)).toHaveLength(1);
	});

	it('a link that was used at one processor is used up at the other', async () => {
		const known = await settledExecutions();
		const [first, second] = await atBoth(await world.makeLink(world.listener));
		expect(await visit(second)).toContain('Your account is connected');
		await world.client.waitForExecutions(world.listener.workflow.id, known + 1);
		for (const url of [first, second]) expect(await visit(url)).toContain('already connected');
		expect(await world.executionsBeside(world.listener, known + 1)).toBe(0);
	});

	/**
	 * The window of SECURITY.md: what the other processor does not know yet starts the workflow a second time. Both
	 * executions make one source.
	 */
	it.each([0, 50, 1_000])(
		'a second visit at the other processor %i ms later makes no second source',
		async (gapMs) => {
			const links = await world.makeLinks(
				Array.from({ length: 10 }, () => world.newCustomer()),
				world.listener,
			);
			const known = await settledExecutions();
			for (const link of links) {
				const [first, second] = await atBoth(link);
				const visiting = visit(first);
				await sleep(gapMs);
				await Promise.all([visiting, visit(second)]);
			}
			// The page leaves before the execution is in the database.
			await sleep(1_000);
			const twice = (await settledExecutions()) - known - links.length;
			console.log(`${gapMs} ms apart: ${twice} of ${links.length} links started twice`);
			expect(twice).toBeLessThanOrEqual(gapMs < 1_000 ? links.length : 0);
			expect(links.map((link) => sourcesOf(link).length)).toEqual(links.map(() => 1));
		},
	);
});
