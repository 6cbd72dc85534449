import { WorkflowExecute } from 'n8n-core';
import { sleep, type INode } from 'n8n-workflow';
import { judge, namesOf, Stage } from '../faults/batch';
import { faultNames } from '../sandbox';

let stage: Stage;

beforeEach(async () => {
	stage = await Stage.set();
	stage.sandbox.gate.latencyMs = 2;
});

afterEach(async () => await stage.strike());

const allCreated = (count: number) => ({
	created: count,
	failed: 0,
	doubled: [],
	unaccounted: [],
});

describe('A batch under faults', () => {
	it('ends each of 200 items as created once or with a reason, a fifth of all requests struck', async () => {
		const { faults, inFlight } = stage.sandbox;
		const names = namesOf(200);
		// What slows the whole node down on purpose has its own tests, and 1,000 items theirs.
		const struck = faultNames.filter((name) => !/^(tooMany|retryAfter)/.test(name));
		faults.deal({ share: 0.2, faults: struck });
		const run = await stage.run(names, { concurrency: 8, timeout: 0.3 });
		const { created, failed, doubled, unaccounted } = judge(stage.sandbox, names, run);
		expect({ doubled, unaccounted }).toEqual({ doubled: [], unaccounted: [] });
		expect(created + failed).toBe(200);
		expect(inFlight.peak).toBeLessThanOrEqual(8);
		expect(Object.keys(faults.counts()).length).toBeGreaterThan(10);
	}, 30_000);

	it.each([
		'resetAfterWork',
		'badGatewayAfterWork',
		'gatewayTimeoutAfterWork',
		'stallAfterWork',
		'webPageAfterWork',
		'emptyAfterWork',
	] as const)('finds the source whose answer got lost (%s)', async (fault) => {
		const names = namesOf(20);
		stage.sandbox.faults.deal({ method: 'POST', path: /\/sources$/, at: [4, 9], faults: [fault] });
		const run = await stage.run(names, { timeout: 0.3 });
		expect(judge(stage.sandbox, names, run)).toMatchObject(allCreated(20));
		expect(stage.sandbox.store.sources.size).toBe(20);
	});

	it.each(['reset', 'badGateway', 'unavailable', 'gatewayTimeout', 'stall', 'empty'] as const)(
		'sends again what was not carried out (%s)',
		async (fault) => {
			const names = namesOf(20);
			stage.sandbox.faults.deal({
				method: 'POST',
				path: /\/sources$/,
				at: [4, 9],
				faults: [fault],
			});
			const run = await stage.run(names, { timeout: 0.3 });
			expect(judge(stage.sandbox, names, run)).toMatchObject(allCreated(20));
			expect(stage.sandbox.store.sources.size).toBe(20);
		},
	);

	it('takes two items of one name for the same source', async () => {
		const names = [...namesOf(30), ...namesOf(30)];
		const run = await stage.run(names, { concurrency: 20 });
		expect(judge(stage.sandbox, names, run)).toMatchObject(allCreated(60));
		expect(stage.sandbox.store.sources.size).toBe(30);
	});
});

describe('The pace of a batch', () => {
	it.each([
		['retryAfterSeconds', 1_000],
		['retryAfterDate', 1_000],
	] as const)(
		'waits as long as Airbyte asks (%s)',
		async (fault, atLeastMs) => {
			const { faults, requests } = stage.sandbox;
			faults.settings.retryAfterSeconds = 1;
			faults.deal({ method: 'POST', path: /\/sources$/, at: [20], faults: [fault] });
			const names = namesOf(40);
			const run = await stage.run(names, { concurrency: 5 });
			expect(judge(stage.sandbox, names, run)).toMatchObject(allCreated(40));
			const refused = requests.findIndex(({ status }) => status === 429);
			const at = requests[refused]?.startedAt.toMillis() ?? 0;
			const later = requests.slice(refused + 1).map(({ startedAt }) => startedAt.toMillis() - at);
			// What was under way when the refusal came does not count.
			const [next = 0] = later.filter((ms) => ms > 250);
			expect(next).toBeGreaterThanOrEqual(atLeastMs - 20);
			expect(later.length - later.filter((ms) => ms > 250).length).toBeLessThan(5);
		},
		15_000,
	);

	it('has fewer requests under way the more are refused', async () => {
		const { faults, inFlight, gate } = stage.sandbox;
		gate.latencyMs = 30;
		const path = /\/sources$/;
		faults.deal({ method: 'POST', path, at: [400, 412, 424], faults: ['tooManyRequests'] });
		await stage.run(namesOf(600), { concurrency: 16 });
		const { samples } = inFlight;
		const peak = (from: number, to?: number) =>
			Math.max(...samples.slice(from, to).map(({ count }) => count));
		expect(peak(0, 400)).toBe(16);
		// Where in a wave the refused ones stand is chance: somewhere after them, a dozen on end were half as many at most.
		const dozens = Array.from({ length: 100 }, (_, index) => peak(400 + index, 412 + index));
		expect(Math.min(...dozens)).toBeLessThanOrEqual(8);
	}, 30_000);
});

it('stops when the execution is cancelled', async () => {
	const { gate, requests } = stage.sandbox;
	gate.latencyMs = 20;
	const { engine } = stage;
	const node: INode = {
		id: 'airbyte',
		name: 'Airbyte',
		type: 'n8n-nodes-airbyte.airbyte',
		typeVersion: 1,
		position: [0, 0],
		parameters: stage.createSources({ concurrency: 5 }),
		credentials: { airbyteApi: { id: 'credential', name: 'Airbyte' } },
	};
	const workflow = engine.workflow(node);
	const execution = new WorkflowExecute(engine.additionalData(workflow), 'internal').run({
		workflow,
		pinData: { Start: namesOf(1_000).map((name) => ({ json: { name } })) },
	});
	await sleep(400);
	execution.cancel();
	// What is under way ends; nothing is begun.
	await sleep(100);
	const sent = requests.length;
	expect(sent).toBeGreaterThan(10);
	await sleep(300);
	expect(requests.length).toBe(sent);
	expect(sent).toBeLessThan(500);
	await Promise.allSettled([execution]);
});
