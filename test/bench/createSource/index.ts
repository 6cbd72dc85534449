/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs in development, never inside n8n */
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { elapsed, packPackage, startN8n } from '../../host';
import { command } from '../../host/process';
import { casesOf, type Case } from './cases';
import { measure, type Result } from './measure';
import { RemoteSandbox } from './remoteSandbox';
import { writeReport, type Versions } from './report';
import { judge } from './targets';

/**
 * Creating sources in a real n8n. `--check`: the cases of 1,000 items alone, exit code 1 when a
 * target is missed. `--items N`: the cases with N items, to try the bench itself. Neither of these
 * two writes anything; the full run writes docs/benchmarks.md and docs/benchmarks.svg.
 */
export async function run(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: { check: { type: 'boolean' }, items: { type: 'string' } },
	});
	const only = values.items === undefined ? undefined : Number(values.items);
	const start = DateTime.now();
	const { results, versions } = await measureAll(casesOf({ check: values.check, only }));
	const verdicts = judge(results);
	for (const { target, said, holds } of verdicts) {
		console.log(`${holds ? 'holds ' : 'MISSED'}  ${target}: ${said}`);
	}
	console.log(`Time: ${elapsed(start)}`);
	if (!values.check && only === undefined) await writeReport(results, verdicts, versions);
	const missed = verdicts.filter(({ holds }) => !holds).map(({ target }) => target);
	if (values.check && missed.length > 0) throw new Error(`Missed: ${missed.join('; ')}`);
}

async function measureAll(cases: Case[]): Promise<{ results: Result[]; versions: Versions }> {
	if (process.platform !== 'linux')
		throw new Error('The bench reads /proc: it runs on Linux only.');
	const report = (line: string) => console.log(line);
	const { tarball, remove } = await packPackage();
	const n8n = await startN8n({ tarball, report }).finally(remove);
	const sandbox = new RemoteSandbox();
	try {
		const results: Result[] = [];
		for (const each of cases) results.push(await measure({ n8n, sandbox, report }, each));
		const { version, node, folder } = n8n.install;
		const nodeVersion = await command(node, ['-p', 'process.versions.node'], { cwd: folder });
		return { results, versions: { n8n: version, node: nodeVersion.trim() } };
	} finally {
		sandbox.stop();
		await n8n.stop();
	}
}
