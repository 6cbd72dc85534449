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

const MARKED = /(<!-- matrix: written by npm run test:e2e -->\n)[\s\S]*?(<!-- matrix end -->)/;

/** Puts the results between the markers of a page. @throws Error when the page has no markers */
export async function writeMatrix(file: string, rows: MatrixRow[]): Promise<void> {
	const page = await readFile(file, 'utf8');
	if (!MARKED.test(page)) throw new Error(`${file} has no markers for the matrix`);
	const table = [
		'| n8n | Node | Tests in the real host |',
		'| --- | --- | --- |',
		...rows.map(({ n8n, node, passed, total }) => `| ${n8n} | ${node} | ${passed} of ${total} |`),
	].join('\n');
	const written = page.replace(MARKED, (_, begin: string, end: string) => {
		return `${begin}\n${table}\n\n${end}`;
	});
	await writeFile(file, await formatted(written, file));
}
