import { DateTime } from 'luxon';
import type { FaultRule } from '../sandbox';
import { judge, namesOf, Stage } from './batch';

let stage: Stage;

beforeEach(async () => {
	stage = await Stage.set();
	stage.sandbox.gate.latencyMs = 2;
	// A Retry-After of whole seconds and a whole timeout are waited for: short, for the sake of time.
	stage.sandbox.faults.settings.retryAfterSeconds = 0;
});

afterEach(async () => await stage.strike());

const names = namesOf(1_000);
const patient = { concurrency: 20, timeout: 0.5 };

const allCreated = { created: 1_000, failed: 0, doubled: [], unaccounted: [] };

async function run(seed: number, rule: FaultRule) {
	const { faults } = stage.sandbox;
	faults.seed = seed;
	faults.deal(rule);
	const result = await stage.run(names, patient);
	return judge(stage.sandbox, names, result);
}

describe('1,000 items, a fifth of all requests struck by every fault there is', () => {
	it.each([1, 2, 3])('end as created once or with a reason (seed %i)', async (seed) => {
		const first = await run(seed, { share: 0.2 });
		expect(first).toMatchObject({ doubled: [], unaccounted: [] });
		expect(first.created + first.failed).toBe(1_000);
		// What fails is what a 500 or another good-for-nothing answer says cannot be helped.
		expect(first.created).toBeGreaterThan(800);
		expect(Object.keys(stage.sandbox.faults.counts()).length).toBeGreaterThan(15);

		// The same batch once more makes up for what failed, and doubles nothing.
		stage.sandbox.faults.clear();
		expect(judge(stage.sandbox, names, await stage.run(names, patient))).toMatchObject(allCreated);
		expect(stage.sandbox.store.sources.size).toBe(1_000);
	});
});

it('loses none of 1,000 items where answers get lost after the work, and doubles none', async () => {
	const judgement = await run(5, {
		method: 'POST',
		path: /\/sources$/,
		share: 0.2,
		faults: [
			'resetAfterWork',
			'badGatewayAfterWork',
			'gatewayTimeoutAfterWork',
			'stallAfterWork',
			'webPageAfterWork',
			'emptyAfterWork',
		],
	});
	expect(judgement).toMatchObject(allCreated);
	expect(stage.sandbox.store.sources.size).toBe(1_000);
});

it('gives up none of 1,000 items to a limit that it meets at full speed', async () => {
	stage.sandbox.rateLimit.perSecond = 100;
	const judgement = await run(6, { share: 0 });
	expect(judgement).toMatchObject(allCreated);
	expect(stage.sandbox.rateLimit.refused).toBeGreaterThan(0);
});

it('exchanges one token for each that dies, however soon after the last', async () => {
	const at = [50, 200, 400, 600, 800];
	const judgement = await run(7, { at, faults: ['revokedTokens'] });
	expect(judgement).toMatchObject(allCreated);
	expect(stage.exchanges).toBe(1 + at.length);
});

it.each([20, 50])(
	'loses nothing to a second in which every request fails (concurrency %i)',
	async (concurrency) => {
		const { gate } = stage.sandbox;
		gate.latencyMs = 20;
		let since: number | undefined;
		gate.steps.push({
			beforeWork: async (_request, reply) => {
				if (stage.sandbox.requests.length < 200) return;
				since ??= DateTime.now().toMillis();
				if (DateTime.now().toMillis() > since + 1_000) return;
				await reply.code(503).type('text/plain').send('upstream connect error');
			},
		});
		const result = await stage.run(names, { concurrency });
		expect(judge(stage.sandbox, names, result)).toMatchObject(allCreated);
	},
);

describe('The token of a batch', () => {
	it('is exchanged once for 1,000 items at once', async () => {
		const run = await stage.run(names, { concurrency: 50 });
		expect(run.json.filter(({ sourceId }) => sourceId)).toHaveLength(1_000);
		expect(stage.exchanges).toBe(1);
	});

	it.each(['invalidApiKey', 'errorIdOnly', 'forbidden'] as const)(
		'is exchanged once more when it dies in the middle (%s)',
		async (refusedToken) => {
			stage.sandbox.behaviour.refusedToken = refusedToken;
			stage.sandbox.faults.deal({ at: [500], faults: ['revokedTokens'] });
			const run = await stage.run(names, { concurrency: 50 });
			expect(judge(stage.sandbox, names, run)).toMatchObject(allCreated);
			expect(stage.exchanges).toBe(2);
		},
	);
});
