/** Who creates the sources. */
export type Contender =
	/** Our node; items of a name that exists return it, as by default. */
	| 'airbyte'
	/** n8n's HTTP Request node at its defaults: all items at once. */
	| 'http'
	/** The same with its option Batching, within the rate limit. */
	| 'httpBatched'
	/** A plain client that keeps its connections: what network and server allow. */
	| 'plain';

export const contenderNames: Record<Contender, string> = {
	airbyte: 'Airbyte: Source Create',
	http: 'HTTP Request, defaults',
	httpBatched: 'HTTP Request, batched',
	plain: 'plain client (undici)',
};

/** Under which circumstances. */
export interface Scenario {
	/** Milliseconds that the server takes to begin with a request. */
	latencyMs: number;
	/** Requests per second and caller that the server lets through; all when undefined. */
	perSecond?: number;
	/** How many sources. */
	items: number;
	/** Of our node and the plain client. */
	concurrency: number;
}

export interface Case extends Scenario {
	contender: Contender;
	repetitions: number;
}

export const RATE = 50;

/**
 * HTTP Request with Batching: fewer per batch than the limit, as its batches are apart by the clock of
 * n8n, and what leaves a second apart does not arrive a second apart.
 */
export const BATCH = { size: 40, intervalMs: 1_000 };

/** Of each latency: enough to be bound by the server, not by us. */
const concurrencyAt: Record<number, number> = { 20: 20, 100: 10 };

const scenario = (latencyMs: number, items: number, perSecond?: number): Scenario => ({
	latencyMs,
	items,
	perSecond,
	concurrency: concurrencyAt[latencyMs] ?? 10,
});

/** Every case of the full run; a check takes those of 1,000 items that a target speaks of. */
export function casesOf({ check = false, only }: { check?: boolean; only?: number }): Case[] {
	const sizes = only !== undefined ? [only] : check ? [1_000] : [100, 1_000, 5_000];
	const cases = sizes.flatMap((items) => [
		...[20, 100].flatMap((latencyMs) => unlimited(scenario(latencyMs, items))),
		...[20, 100].flatMap((latencyMs) => limited(scenario(latencyMs, items, RATE))),
	]);
	return check ? cases.filter(({ contender }) => contender !== 'httpBatched') : cases;
}

/** The slow ones of 5,000 items, a minute and more each, are run once: a full run has 25 minutes. */
function unlimited(given: Scenario): Case[] {
	const slow = given.items > 1_000 && given.latencyMs > 20;
	return (['plain', 'http', 'airbyte'] as const).map((contender) => ({
		...given,
		contender,
		repetitions: slow ? 1 : 3,
	}));
}

/**
 * At 50 per second 5,000 items take 100 s at best: that size is run once and at one latency, which
 * the limit hides anyway. With Batching the clock says how long it takes: once is enough.
 */
function limited(given: Scenario): Case[] {
	const large = given.items > 1_000;
	if (large && given.latencyMs > 20) return [];
	return (['http', 'httpBatched', 'airbyte'] as const).map((contender) => ({
		...given,
		contender,
		repetitions: large || contender === 'httpBatched' ? 1 : 3,
	}));
}

export function describeScenario({ latencyMs, perSecond, items }: Scenario): string {
	const limit = perSecond === undefined ? 'no limit' : `${perSecond} requests/s`;
	return `${items} items, ${latencyMs} ms, ${limit}`;
}
