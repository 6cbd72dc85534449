import type { N8nHost } from '../../host';
import { contenderNames, describeScenario, type Case } from './cases';
import { summarize, type Measurement } from './measurement';
import { runInN8n } from './n8nRun';
import { runPlainClient } from './plainClient';
import type { RemoteSandbox } from './remoteSandbox';

export interface Result {
	case: Case;
	runs: Measurement[];
	/** Medians. */
	summary: Measurement;
}

/** Where the cases are measured. */
export interface Bench {
	n8n: N8nHost;
	sandbox: RemoteSandbox;
	report: (line: string) => void;
}

/** So many items make n8n load and compile what a contender needs. */
const WARM_UP = 50;

/** Measures a case so often as it says. n8n is started anew: no case inherits another's memory. */
export async function measure(bench: Bench, given: Case): Promise<Result> {
	if (given.contender !== 'plain') await bench.n8n.restart();
	await runOnce(bench, { ...given, items: WARM_UP, perSecond: undefined });
	const runs: Measurement[] = [];
	for (let i = 0; i < given.repetitions; i++) runs.push(await runOnce(bench, given));
	const summary = summarize(runs);
	bench.report(
		`${describeScenario(given)}, ${contenderNames[given.contender]}: ${runs
			.map(({ nodeMs }) => (nodeMs / 1000).toFixed(2))
			.join(
				', ',
			)} s; ${summary.requests} requests, ${summary.lost} lost, ${summary.doubled} doubled, ${summary.exchanges} exchanges`,
	);
	return { case: given, runs, summary };
}

async function runOnce({ n8n, sandbox }: Bench, given: Case): Promise<Measurement> {
	const place = await sandbox.open(given);
	const seen =
		given.contender === 'plain'
			? { nodeMs: await runPlainClient(given, place), output: given.items, status: 'success' }
			: await runInN8n(n8n, given, place);
	const { names, ...books } = await sandbox.books();
	return { ...seen, ...books, lost: given.items - names };
}
