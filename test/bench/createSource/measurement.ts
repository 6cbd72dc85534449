/** What one run of a case showed. */
export interface Measurement {
	/** How long the node ran, by the execution's own record; the plain client's whole time. */
	nodeMs: number;
	/** The whole execution; absent where there is none. */
	executionMs?: number;
	/** CPU of the n8n process over the whole execution. */
	cpuMs?: number;
	/** Highest resident memory of the n8n process, MB. */
	peakMb?: number;
	/** Its resident memory just before the run, MB. */
	idleMb?: number;
	/** API requests that reached the server, token exchanges and refused ones included. */
	requests: number;
	/** Of these: refused with 429. */
	refused: number;
	/** Of these: token exchanges. */
	exchanges: number;
	/** Items without a source in the end. */
	lost: number;
	/** Names with more than one source in the end. */
	doubled: number;
	/** Items that the node gave out. */
	output: number;
	/** Of the execution: success, error. */
	status: string;
}

type Numeric = Exclude<keyof Measurement, 'status'>;

const numeric: readonly Numeric[] = [
	'nodeMs',
	'executionMs',
	'cpuMs',
	'peakMb',
	'idleMb',
	'requests',
	'refused',
	'exchanges',
	'lost',
	'doubled',
	'output',
];

/** The middle of each figure; of what was lost or doubled the worst, as one loss is one too many. */
export function summarize(runs: readonly Measurement[]): Measurement {
	const [first] = runs;
	if (!first) throw new Error('Nothing was measured');
	const summary: Measurement = { ...first };
	for (const key of numeric) {
		const values = runs.map((run) => run[key]).filter((value) => value !== undefined);
		const worst = key === 'lost' || key === 'doubled';
		if (values.length > 0) summary[key] = worst ? Math.max(...values) : median(values);
	}
	summary.status = [...new Set(runs.map(({ status }) => status))].join(', ');
	return summary;
}

/** @throws Error when there are no values */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const upper = sorted[Math.floor(sorted.length / 2)];
	const lower = sorted[Math.floor((sorted.length - 1) / 2)];
	if (upper === undefined || lower === undefined) throw new Error('No values');
	return (upper + lower) / 2;
}
