/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { DateTime } from 'luxon';
import { writeSection } from '../document';
import { BATCH, contenderNames, RATE } from './cases';
import { drawChart } from './chart';
import type { Result } from './measure';
import type { Verdict } from './targets';

const DOCS = resolve(__dirname, '../../../docs');

/** The versions that the figures belong to. */
export interface Versions {
	n8n: string;
	/** Of the Node that ran n8n. */
	node: string;
}

/** Writes the table and the chart of a full run. What people wrote around the section stays. */
export async function writeReport(
	results: readonly Result[],
	verdicts: readonly Verdict[],
	versions: Versions,
): Promise<void> {
	await writeFile(resolve(DOCS, 'benchmarks.svg'), drawChart(results));
	const text = [
		`![The figures below as bars](benchmarks.svg)`,
		'',
		circumstances(versions),
		'',
		'### Without a rate limit',
		'',
		...table(results.filter(({ case: given }) => given.perSecond === undefined)),
		'',
		`### With a limit of ${RATE} requests per second`,
		'',
		`The floor is N / ${RATE}: 2 s, 20 s and 100 s; a second less for the ${RATE} that the first second lets in at once.`,
		'',
		...table(results.filter(({ case: given }) => given.perSecond !== undefined)),
		'',
		'### Targets',
		'',
		'| Target | Measured | |',
		'| --- | --- | --- |',
		...verdicts.map(
			({ target, said, holds }) => `| ${target} | ${said} | ${holds ? 'holds' : '**missed**'} |`,
		),
	].join('\n');
	await writeSection(resolve(DOCS, 'benchmarks.md'), 'createSource', text);
}

function circumstances({ n8n, node }: Versions): string {
	const memory = Math.round(totalmem() / 2 ** 30);
	const date = DateTime.utc().toISODate();
	return [
		`Measured on ${date} with \`npm run bench\`: ${cpus().length} cores and ${memory} GB for n8n, the sandbox and the plain client together; n8n ${n8n} on Node ${node}, its own settings and SQLite; sandbox and plain client on Node ${process.versions.node}, each in a process of its own.`,
		'',
		`- *Node* is how long the node itself ran, by the execution's record. It is what is compared: making the items and saving the execution, which *Execution* has with it, are the same work for all.`,
		`- *CPU* is that of the n8n process over the whole execution, *memory* its highest resident size in it. Every row has an n8n of its own, warmed up with 50 items.`,
		`- Rows are medians of three runs in a row; run once are HTTP Request with batching, and 5,000 items at 100 ms or under the limit. *Lost* and *doubled* are the worst of the runs, counted in the sandbox: items without a source, names with more than one.`,
		`- The Airbyte node looks first whether a source of the name exists (*Return It*, its default); HTTP Request does not. Concurrency of the Airbyte node and the plain client: 20 at 20 ms, 10 at 100 ms.`,
		`- HTTP Request sends the same POST with the same credential; batched: ${BATCH.size} items every ${BATCH.intervalMs} ms.`,
	].join('\n');
}

const columns = [
	'Items',
	'Latency',
	'Who',
	'Node, s',
	'Execution, s',
	'CPU per item, ms',
	'Memory, MB',
	'Requests',
	'Refused (429)',
	'Token exchanges',
	'Lost',
	'Doubled',
];

function table(results: readonly Result[]): string[] {
	return [
		`| ${columns.join(' | ')} |`,
		`| ${columns.map((_, index) => (index === 2 ? '---' : '--:')).join(' | ')} |`,
		...results.map(row),
	];
}

function row({ case: given, summary }: Result): string {
	const { nodeMs, executionMs, cpuMs, peakMb } = summary;
	const cells = [
		given.items.toLocaleString('en'),
		`${given.latencyMs} ms`,
		contenderNames[given.contender],
		seconds(nodeMs),
		seconds(executionMs),
		cpuMs === undefined ? '' : (cpuMs / given.items).toFixed(2),
		peakMb === undefined ? '' : peakMb.toFixed(0),
		summary.requests.toLocaleString('en'),
		summary.refused.toLocaleString('en'),
		given.contender === 'plain' ? '' : summary.exchanges,
		summary.lost.toLocaleString('en'),
		summary.doubled.toLocaleString('en'),
	];
	return `| ${cells.join(' | ')} |`;
}

function seconds(milliseconds: number | undefined): string {
	return milliseconds === undefined ? '' : (milliseconds / 1_000).toFixed(2);
}
