/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { readFile, writeFile } from 'node:fs/promises';
import { formatted } from '../docs/formatted';

/** How the suite went on one version of n8n. */
export interface MatrixRow {
	n8n: string;
	node: string;
	passed: number;
	total: number;
}

const MARKED = /(<!-- matrix: written by npm run test:e2e -->\n)([\s\S]*?)(<!-- matrix end -->)/;

/**
 * Puts the results between the markers of a page; of a version that was not run the former stay.
 * @throws Error when the page has no markers
 */
export async function writeMatrix(file: string, rows: MatrixRow[]): Promise<void> {
	const page = await readFile(file, 'utf8');
	const [, begin = '', former = '', end] = MARKED.exec(page) ?? [];
	if (end === undefined) throw new Error(`${file} has no markers for the matrix`);
	const all = new Map([...formerRows(former), ...rows.map(byVersion)]);
	const table = [
		'| n8n | Node | Tests in the real host |',
		'| --- | --- | --- |',
		...[...all].sort(([one], [other]) => one.localeCompare(other)).map(([, row]) => row),
	].join('\n');
	const written = page.replace(MARKED, () => `${begin}\n${table}\n\n${end}`);
	await writeFile(file, await formatted(written, file));
}

function byVersion({ n8n, node, passed, total }: MatrixRow): [string, string] {
	return [n8n, `| ${n8n} | ${node} | ${passed} of ${total} |`];
}

/** The rows of a table by their first cell, where that is a version. */
function formerRows(table: string): Array<[string, string]> {
	return table
		.split('\n')
		.map((row): [string, string] => [row.split('|')[1]?.trim() ?? '', row])
		.filter(([version]) => /^\d/.test(version));
}
