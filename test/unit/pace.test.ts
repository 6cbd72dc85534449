import type { Clock } from '../../nodes/shared/api/clock';
import { Pace, type PaceLimits } from '../../nodes/shared/api/pace';

/** A clock that stands still until somebody waits, and then jumps. */
class TestClock implements Clock {
	time = 1_000_000;

	now() {
		return this.time;
	}

	async sleep(ms: number) {
		const until = this.time + ms;
		await Promise.resolve();
		this.time = Math.max(this.time, until);
	}
}

const limits: PaceLimits = { concurrency: 8, requestsPerMinute: 0, giveUpAfterMs: 300_000 };

function paced(other: Partial<PaceLimits> = {}) {
	const clock = new TestClock();
	return { clock, pace: new Pace({ ...limits, ...other }, clock, () => 1) };
}

/** How many requests are let in at once. */
async function admitted(pace: Pace): Promise<number> {
	let count = 0;
	for (let index = 0; index < 50; index++) void pace.admit().then(() => count++);
	for (let turn = 0; turn < 500; turn++) await Promise.resolve();
	return count;
}

it('lets in as many requests at once as the concurrency says', async () => {
	expect(await admitted(paced().pace)).toBe(8);
});

it('halves the concurrency when a request is refused, down to one', async () => {
	const { pace } = paced();
	pace.refuse(await pace.admit());
	expect(await admitted(pace)).toBe(4);

	const { pace: slow } = paced();
	for (let refusals = 0; refusals < 10; refusals++) slow.refuse(await slow.admit());
	expect(await admitted(slow)).toBe(1);
});

it('counts the refusals of requests that were under way together as one', async () => {
	const { pace } = paced();
	const together = await Promise.all([pace.admit(), pace.admit(), pace.admit()]);
	for (const admission of together) pace.refuse(admission);
	expect(pace.slowdowns).toBe(1);
});

it('recovers its concurrency one by one as requests are accepted', async () => {
	const { pace, clock } = paced();
	pace.refuse(await pace.admit());
	for (let accepted = 0; accepted < 60; accepted++) {
		await pace.admit();
		clock.time += 1000;
		pace.accept();
	}
	expect(await admitted(pace)).toBe(8);
});

it('pauses all requests after a refusal, twice as long after each further one', async () => {
	const { pace, clock } = paced();
	const pauses: number[] = [];
	for (let refusals = 0; refusals < 10; refusals++) {
		pace.refuse(await pace.admit());
		const refusedAt = clock.now();
		await pace.admit();
		pace.end();
		pauses.push(clock.now() - refusedAt);
	}
	expect(pauses.slice(0, 3)).toEqual([...pauses.slice(0, 3)].sort((a, b) => a - b));
	expect(pauses[3]).toBeGreaterThan(pauses[0] ?? Infinity);
	expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
});

it('waits as long as Airbyte asks', async () => {
	const { pace, clock } = paced();
	const refusedAt = clock.now();
	pace.refuse(await pace.admit(), 7000);
	await pace.admit();
	expect(clock.now() - refusedAt).toBe(7000);
});

it('keeps requests apart by the ceiling per minute', async () => {
	const { pace, clock } = paced({ requestsPerMinute: 120 });
	const startedAt = clock.now();
	for (let requests = 0; requests < 11; requests++) {
		await pace.admit();
		pace.accept();
	}
	expect(clock.now() - startedAt).toBeGreaterThanOrEqual(4500);
	expect(clock.now() - startedAt).toBeLessThanOrEqual(5500);
});

it('gives up what has been refused for too long, unless something was accepted since', async () => {
	const { pace, clock } = paced({ giveUpAfterMs: 60_000 });
	const since = pace.refuse(await pace.admit());
	clock.time += 59_999;
	expect(pace.isOver(since)).toBe(false);
	clock.time += 1;
	expect(pace.isOver(since)).toBe(true);

	await pace.admit();
	pace.accept();
	expect(pace.refuse(await pace.admit())).toBe(clock.now());
});

it('settles near the rate that a server takes, with few refusals', async () => {
	const { pace, clock } = paced({ concurrency: 20 });
	const perSecond = 50;
	const window: number[] = [];
	let accepted = 0;
	let refused = 0;
	const startedAt = clock.now();
	while (accepted < 2000) {
		const admission = await pace.admit();
		clock.time += 2;
		while ((window[0] ?? Infinity) <= clock.now() - 1000) window.shift();
		if (window.length < perSecond) {
			window.push(clock.now());
			accepted++;
			pace.accept();
		} else {
			refused++;
			pace.refuse(admission);
		}
	}
	const seconds = (clock.now() - startedAt) / 1000;
	expect(seconds / (2000 / perSecond)).toBeLessThan(1.2);
	expect(refused / accepted).toBeLessThan(0.05);
});
