import { DateTime } from 'luxon';
import { Agent, request } from 'undici';

export interface LoadResult {
	/** By HTTP status; 0 for requests that got no answer. */
	statuses: Record<number, number>;
	/** Answers per second. */
	rate: number;
}

/** Asks for all addresses, so many at a time, until they are through or `until` says so. */
export async function load(
	urls: Iterable<string>,
	atOnce: number,
	until: () => boolean = () => false,
): Promise<LoadResult> {
	const agent = new Agent({ connections: atOnce, headersTimeout: 120_000 });
	const queue = urls[Symbol.iterator]();
	const statuses: Record<number, number> = {};
	const start = DateTime.now();
	const visitor = async (): Promise<void> => {
		for (let next = queue.next(); !next.done && !until(); next = queue.next()) {
			const status = await visit(next.value, agent);
			statuses[status] = (statuses[status] ?? 0) + 1;
		}
	};
	await Promise.all(Array.from({ length: atOnce }, visitor));
	const seconds = DateTime.now().diff(start).as('seconds');
	await agent.destroy();
	const requests = Object.values(statuses).reduce((sum, count) => sum + count, 0);
	return { statuses, rate: requests / seconds };
}

async function visit(url: string, dispatcher: Agent): Promise<number> {
	try {
		const { statusCode, body } = await request(url, { dispatcher });
		await body.dump();
		return statusCode;
	} catch {
		return 0;
	}
}
