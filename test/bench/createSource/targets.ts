import { describeScenario, RATE, type Contender, type Scenario } from './cases';
import type { Result } from './measure';
import type { Measurement } from './measurement';

/** Whether a target holds, and by which figures. */
export interface Verdict {
	target: string;
	said: string;
	holds: boolean;
}

/** Judges what was measured; a target whose cases were not run is left out. */
export function judge(results: readonly Result[]): Verdict[] {
	const sizes = [...new Set(results.map((result) => result.case.items))];
	// Below 1,000 items the lookup and the token exchange weigh as much as the items.
	const judged = sizes.length === 1 ? sizes : sizes.filter((items) => items >= 1_000);
	const books = new Books(results);
	return [
		...judged.flatMap((items) => [
			...againstPlain(books, { latencyMs: 100, items }),
			...againstHttp(books, { latencyMs: 20, items }),
			...[20, 100].flatMap((latencyMs) => underLimit(books, { latencyMs, items })),
			...[20, 100].flatMap((latencyMs) => frugal(books, { latencyMs, items })),
		]),
		...[20, 100].flatMap((latencyMs) => linear(books, latencyMs)),
		...nothingLost(results),
	];
}

type Circumstances = Pick<Scenario, 'latencyMs' | 'items' | 'perSecond'>;

class Books {
	constructor(private readonly results: readonly Result[]) {}

	find(contender: Contender, { latencyMs, items, perSecond }: Circumstances) {
		return this.results.find(
			({ case: given }) =>
				given.contender === contender &&
				given.latencyMs === latencyMs &&
				given.items === items &&
				given.perSecond === perSecond,
		);
	}

	summary(contender: Contender, circumstances: Circumstances): Measurement | undefined {
		return this.find(contender, circumstances)?.summary;
	}
}

function againstPlain(books: Books, at: Circumstances): Verdict[] {
	const ours = books.find('airbyte', at);
	const plain = books.summary('plain', at);
	if (!ours || !plain) return [];
	const title = `${describeScenario(ours.case)}: at most 1.15 times the plain client`;
	return [atMost(title, ours.summary.nodeMs, 1.15 * plain.nodeMs, ms)];
}

function againstHttp(books: Books, at: Circumstances): Verdict[] {
	const ours = books.find('airbyte', at);
	const http = books.summary('http', at);
	if (!ours || !http) return [];
	const title = `${describeScenario(ours.case)}: not slower than HTTP Request at its defaults`;
	return [atMost(title, ours.summary.nodeMs, http.nodeMs, ms)];
}

function underLimit(books: Books, at: Circumstances): Verdict[] {
	const ours = books.find('airbyte', { ...at, perSecond: RATE });
	if (!ours) return [];
	const title = `${describeScenario(ours.case)}: at most 1.2 times N / ${RATE} s`;
	return [atMost(title, ours.summary.nodeMs, (1.2 * at.items * 1_000) / RATE, ms)];
}

/** Against HTTP Request where it, too, creates every source. */
function frugal(books: Books, at: Circumstances): Verdict[] {
	const ours = books.find('airbyte', at);
	const http = books.summary('http', at);
	if (!ours || !http) return [];
	const { cpuMs = NaN, peakMb = NaN } = ours.summary;
	const what = describeScenario(ours.case);
	const perItem = (value = NaN) => value / at.items;
	return [
		atMost(
			`${what}: CPU per item no more than HTTP Request's`,
			perItem(cpuMs),
			perItem(http.cpuMs),
			(value) => `${value.toFixed(2)} ms`,
		),
		// Both start from a fresh n8n and end with the same items: the peaks compare as such.
		atMost(
			`${what}: peak memory no more than HTTP Request's`,
			peakMb,
			http.peakMb ?? NaN,
			(value) => `${value.toFixed(0)} MB`,
		),
	];
}

/** A fifth is left for the rise and fall of other work on the machine. */
function linear(books: Books, latencyMs: number): Verdict[] {
	const at = (items: number) => books.summary('airbyte', { latencyMs, items })?.nodeMs;
	const [small, large] = [at(100), at(5_000)];
	if (small === undefined || large === undefined) return [];
	const title = `${latencyMs} ms, no limit: 5,000 items take at most 1.2 times 50 times as long as 100`;
	return [atMost(title, large, 1.2 * 50 * small, ms)];
}

function nothingLost(results: readonly Result[]): Verdict[] {
	const ours = results.filter(({ case: given }) => given.contender === 'airbyte');
	const sum = (key: 'lost' | 'doubled') =>
		ours.reduce((total, { summary }) => total + summary[key], 0);
	const [lost, doubled] = [sum('lost'), sum('doubled')];
	const [first] = ours;
	if (!first) return [];
	return [
		{
			target: 'nothing lost, nothing doubled in any case',
			said: `${lost} lost, ${doubled} doubled`,
			holds: lost === 0 && doubled === 0,
		},
	];
}

function atMost(
	target: string,
	value: number,
	bound: number,
	show: (value: number) => string,
): Verdict {
	return { target, said: `${show(value)}, target ${show(bound)}`, holds: value <= bound };
}

function ms(value: number): string {
	return `${(value / 1_000).toFixed(2)} s`;
}
