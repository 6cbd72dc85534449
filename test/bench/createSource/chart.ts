import { contenderNames, RATE, type Contender } from './cases';
import type { Result } from './measure';

/** Bars with one title, drawn to one scale of their own. */
interface Group {
	title: string;
	bars: Bar[];
	/** Where the floor is, in the unit of the bars. */
	floor?: number;
}

interface Bar {
	contender: Contender;
	value: number;
	label: string;
}

const colours: Record<Contender, string> = {
	airbyte: '#5b4fe0',
	http: '#e08a3c',
	httpBatched: '#eec9a2',
	plain: '#a3aab5',
};

const WIDTH = 860;
const LEFT = 190;
const RIGHT = 190;
const BAR = 18;
const GAP = 6;
const HEAD = 34;

/** The middle size of batch as bars of time, then time per item over the sizes. SVG text. */
export function drawChart(results: readonly Result[]): string {
	const groups = [...timeGroups(results, 1_000), ...scaleGroups(results)];
	let y = 56;
	const parts: string[] = [];
	for (const group of groups) {
		parts.push(drawGroup(group, y));
		y += HEAD + group.bars.length * (BAR + GAP) + 8;
	}
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 8}" font-family="system-ui, sans-serif" font-size="13" fill="#1c2230">`,
		`<rect width="${WIDTH}" height="${y + 8}" fill="#ffffff"/>`,
		text(16, 28, 'Creating sources in Airbyte from n8n: time of the node, shorter is better', {
			size: 17,
			weight: 600,
		}),
		...parts,
		'</svg>',
		'',
	].join('\n');
}

function timeGroups(results: readonly Result[], items: number): Group[] {
	const ofSize = results.filter((result) => result.case.items === items);
	return [undefined, RATE].flatMap((perSecond) =>
		[20, 100].map((latencyMs): Group => {
			const found = ofSize.filter(
				({ case: given }) => given.perSecond === perSecond && given.latencyMs === latencyMs,
			);
			const limit =
				perSecond === undefined
					? 'no rate limit'
					: `${perSecond} requests per second (dashed: what the limit allows)`;
			return {
				title: `${items.toLocaleString('en')} items, latency ${latencyMs} ms, ${limit}`,
				bars: found.map(({ case: { contender }, summary: { nodeMs, lost } }) => ({
					contender,
					value: nodeMs / 1_000,
					label: `${(nodeMs / 1_000).toFixed(1)} s${lost > 0 ? `, ${lost} items lost` : ''}`,
				})),
				floor: perSecond === undefined ? undefined : items / perSecond,
			};
		}),
	);
}

function scaleGroups(results: readonly Result[]): Group[] {
	const sizes = [...new Set(results.map((result) => result.case.items))];
	return (['airbyte', 'http'] as const).map((contender) => ({
		title: `Time per item as the batch grows: ${contenderNames[contender]}, 20 ms, no rate limit`,
		bars: sizes.flatMap((items) =>
			results
				.filter(
					({ case: given }) =>
						given.contender === contender &&
						given.items === items &&
						given.latencyMs === 20 &&
						given.perSecond === undefined,
				)
				.map(({ summary: { nodeMs } }) => ({
					contender,
					value: nodeMs / items,
					label: `${(nodeMs / items).toFixed(2)} ms at ${items.toLocaleString('en')} items`,
				})),
		),
	}));
}

function drawGroup({ title, bars, floor }: Group, top: number): string {
	const most = Math.max(...bars.map(({ value }) => value), floor ?? 0, Number.MIN_VALUE);
	const scale = (value: number) => (value / most) * (WIDTH - LEFT - RIGHT);
	const first = top + HEAD - 12;
	const drawn = bars.map((bar, index) => {
		const y = first + index * (BAR + GAP);
		return [
			text(LEFT - 8, y + 13, contenderNames[bar.contender], { anchor: 'end' }),
			`<rect x="${LEFT}" y="${y}" width="${Math.max(scale(bar.value), 1).toFixed(1)}" height="${BAR}" rx="2" fill="${colours[bar.contender]}"/>`,
			text(LEFT + scale(bar.value) + 8, y + 13, bar.label),
		].join('\n');
	});
	return [text(16, top, title, { weight: 600 }), ...drawn, floorLine(floor, scale, first, bars)]
		.filter(Boolean)
		.join('\n');
}

function floorLine(
	floor: number | undefined,
	scale: (value: number) => number,
	top: number,
	{ length }: Bar[],
): string {
	if (floor === undefined) return '';
	const x = (LEFT + scale(floor)).toFixed(1);
	const bottom = top + length * (BAR + GAP) - GAP + 3;
	return `<line x1="${x}" x2="${x}" y1="${top - 3}" y2="${bottom}" stroke="#1c2230" stroke-dasharray="3 3"><title>N / ${RATE} s</title></line>`;
}

function text(
	x: number,
	y: number,
	words: string,
	{ anchor = 'start', size = 13, weight = 400 } = {},
): string {
	const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"`;
	return `<text ${place} font-size="${size}" font-weight="${weight}">${escape(words)}</text>`;
}

function escape(words: string): string {
	return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
