/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- runs in development, never inside n8n */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { N8N_VERSIONS, NODE_VERSION } from '../host/install';
import { writeMatrix, type MatrixRow } from './matrix';

type Major = keyof typeof N8N_VERSIONS;

/** Of Jest's report, what is summed up. */
interface Report {
	numPassedTests: number;
	numFailedTests: number;
	numTotalTests: number;
	success: boolean;
}

const PROJECT = join(__dirname, '../..');

/**
 * The e2e suite on each major version of n8n, one after the other: `--n8n 1` or `--n8n 2` for one
 * of them. What else is given goes to Jest, such as a part of a file's name; without it the results
 * go into the matrix of the README.
 */
async function run(): Promise<void> {
	const { values, tokens } = parseArgs({
		options: { n8n: { type: 'string' }, outputFile: { type: 'string' } },
		strict: false,
		tokens: true,
	});
	const own = new Set(['n8n', 'outputFile']);
	const forJest = tokens
		.filter((token) => token.kind !== 'option' || !own.has(token.name))
		.map((token) =>
			token.kind === 'option' ? token.rawName : 'value' in token ? token.value : '',
		);
	const majors = wanted(typeof values.n8n === 'string' ? values.n8n : undefined);
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-airbyte-e2e-'));
	const rows: MatrixRow[] = [];
	const reports: Report[] = [];
	try {
		for (const major of majors) {
			console.log(`\nn8n ${N8N_VERSIONS[major]} on Node ${NODE_VERSION}`);
			const report = await jest(major, join(folder, `${major}.json`), forJest);
			reports.push(report);
			rows.push({ n8n: N8N_VERSIONS[major], node: NODE_VERSION, ...counts(report) });
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	if (typeof values.outputFile === 'string') {
		await writeFile(values.outputFile, JSON.stringify(sum(reports)));
	}
	for (const { n8n, passed, total } of rows)
		console.log(`n8n ${n8n}: ${passed} of ${total} passed`);
	if (forJest.length === 0) await writeMatrix(join(PROJECT, 'README.md'), rows);
	if (!reports.every(({ success }) => success)) process.exitCode = 1;
}

function wanted(major: string | undefined): Major[] {
	const all = Object.keys(N8N_VERSIONS).map(Number) as Major[];
	if (major === undefined) return all;
	const found = all.filter((known) => String(known) === major);
	if (found.length > 0) return found;
	throw new Error(`--n8n takes ${all.join(' or ')}, not '${major}'`);
}

async function jest(major: Major, outputFile: string, args: string[]): Promise<Report> {
	const child = spawn(
		process.execPath,
		[
			join(PROJECT, 'node_modules/jest/bin/jest.js'),
			'--config=test/e2e/jest.config.js',
			'--json',
			`--outputFile=${outputFile}`,
			...args,
		],
		{
			cwd: PROJECT,
			env: { ...process.env, TEST_N8N_VERSION: N8N_VERSIONS[major] },
			stdio: ['inherit', 'ignore', 'inherit'],
		},
	);
	await once(child, 'close');
	return JSON.parse(await readFile(outputFile, 'utf8')) as Report;
}

function counts({ numPassedTests, numTotalTests }: Report) {
	return { passed: numPassedTests, total: numTotalTests };
}

function sum(reports: Report[]): Report {
	const total = (key: 'numPassedTests' | 'numFailedTests' | 'numTotalTests') =>
		reports.reduce((before, report) => before + report[key], 0);
	return {
		numPassedTests: total('numPassedTests'),
		numFailedTests: total('numFailedTests'),
		numTotalTests: total('numTotalTests'),
		success: reports.every(({ success }) => success),
	};
}

run().catch((error: unknown) => {
	console.log(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
