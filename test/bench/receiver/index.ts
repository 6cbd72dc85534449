/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs in development, never inside n8n */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { DateTime } from 'luxon';
import { sleep } from 'n8n-workflow';

import { writeSection } from '../document';
import { load, type LoadResult } from './load';
import { setStage, type Receiver, type Stage } from './stage';

const AT_ONCE = 10;
const FLOOD_AT_ONCE = 10;

/** So many redirects make n8n load and compile what a receiver needs. */
const WARM_UP = 50;

/** How n8n evaluates expressions: as it does by itself, or by its former engine. */
const ENGINES: Record<string, Record<string, string>> = {
	default: {},
	legacy: { N8N_EXPRESSION_ENGINE: 'legacy' },
};

/** One figure of the run, and what was asked of it. */
interface Verdict {
	target: string;
	said: string;
	holds: boolean;
}

/**
 * `npm run bench -- receiver [--requests 150] [--rounds 5] [--engine default|legacy]`: redirects per second in a
 * real n8n, beside a bare trigger of the same kind and n8n's built-in Webhook node, in one run and under one expression
 * engine.
 */
export async function run(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			requests: { type: 'string', default: '150' },
			rounds: { type: 'string', default: '5' },
			engine: { type: 'string', default: 'default' },
		},
	});
	const [requests, rounds] = [Number(values.requests), Number(values.rounds)];
	const { engine } = values;
	const env = ENGINES[engine];
	if (!env) throw new Error(`--engine takes ${Object.keys(ENGINES).join(', ')}, not '${engine}'`);
	const settings = Object.entries(env).map(([name, value]) => ` with ${name}=${value}`);
	const stage = await setStage(env);
	try {
		const { rates, verdicts } = await measure(stage, requests, rounds);
		const lines = [
			`Measured on ${DateTime.utc().toISODate()} with \`npm run bench -- receiver --engine ${engine}\`: n8n ${stage.n8n.install.version}${settings}, ${cpus().length} cores; ${requests} requests a series, ${AT_ONCE} at once, medians of ${rounds} rounds, ratios those within a round, each series until its last execution has ended; client and n8n share one machine.`,
			'',
			'| Receiver | Redirects per second |',
			'| --- | ---: |',
			...Object.entries(rates).map(([name, rate]) => `| ${name} | ${rate.toFixed(1)} |`),
			'',
			'| Target | Figure | |',
			'| --- | --- | --- |',
			...verdicts.map(
				({ target, said, holds }) => `| ${target} | ${said} | ${holds ? 'holds' : '**missed**'} |`,
			),
		];
		console.log(lines.join('\n'));
		const heading = `## Redirects, expression engine: ${engine}`;
		const file = join(__dirname, '../../../docs/benchmarks.md');
		await writeSection(file, `receiver ${engine}`, [heading, '', ...lines].join('\n'));
	} finally {
		await stage.stop();
	}
}

async function measure(stage: Stage, requests: number, rounds: number) {
	const series: Record<string, number[]> = {};
	const note = (name: string, { rate, statuses }: LoadResult) => {
		(series[name] ??= []).push(rate);
		console.log(`${name}: ${rate.toFixed(1)}/s ${JSON.stringify(statuses)}`);
	};
	const { ours, forged, bare, bareRefusing, webhook } = stage;
	let accepted = 0;
	let refused = 0;
	for (const receiver of [ours, bare, webhook]) await load(take(receiver.urls(), WARM_UP), AT_ONCE);
	accepted += WARM_UP;

	/** From the first request until the last execution that they started has ended. */
	const through = async (receiver: Receiver): Promise<LoadResult> => {
		const start = DateTime.now();
		const { statuses } = await load(take(receiver.urls(), requests), AT_ONCE);
		await stage.executions(receiver.workflowId);
		return { statuses, rate: requests / DateTime.now().diff(start).as('seconds') };
	};
	for (let round = 0; round < rounds; round++) {
		for (const [name, receiver] of Object.entries({ bare, accepted: ours, webhook })) {
			note(name, await through(receiver));
		}
		accepted += requests;
		const before = await stage.executions(ours.workflowId);
		// While customers are served refusals are late on purpose; this series is about a receiver that has none.
		await sleep(16_000);
		note('refused', await load(take(forged.urls(), 3 * requests), AT_ONCE));
		note(
			'refused by the bare trigger',
			await load(take(bareRefusing.urls(), 3 * requests), AT_ONCE),
		);
		refused += (await stage.executions(ours.workflowId)) - before;

		let done = false;
		const flood = load(forged.urls(), FLOOD_AT_ONCE, () => done);
		note('accepted in a flood', await through(ours));
		done = true;
		note('flood', await flood);
		accepted += requests;
	}
	const executions = await stage.executions(ours.workflowId);
	const rates = Object.fromEntries(
		Object.entries(series).map(([name, values]) => [name, median(values)]),
	);
	return { rates, verdicts: judge(series, { accepted, executions, refused }) };
}

/** Ratios are those of each round, and of these the median: the machine's speed drifts from round to round. */
function judge(
	series: Record<string, number[]>,
	{ accepted, executions, refused }: { accepted: number; executions: number; refused: number },
): Verdict[] {
	const ratio = (one: string, other: string) =>
		median((series[one] ?? []).map((rate, round) => rate / (series[other]?.[round] ?? 0)));
	const atLeast = (target: string, ratioFound: number, least: number): Verdict => ({
		target: `${target}: at least ${least}`,
		said: ratioFound.toFixed(2),
		holds: ratioFound >= least,
	});
	return [
		atLeast('Accepted to bare trigger', ratio('accepted', 'bare'), 0.95),
		atLeast('Refused to bare trigger', ratio('refused', 'bare'), 3),
		atLeast('Accepted in a flood to accepted alone', ratio('accepted in a flood', 'accepted'), 0.5),
		{
			target: 'Executions started by refused redirects: 0',
			said: String(refused),
			holds: refused === 0,
		},
		{
			target: 'Accepted redirects lost: 0',
			said: `${accepted - executions} of ${accepted}`,
			holds: accepted === executions,
		},
	];
}

function* take(urls: Generator<string>, count: number): Generator<string> {
	for (let taken = 0; taken < count; taken++) yield urls.next().value as string;
}

function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
