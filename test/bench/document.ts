/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

/**
 * Writes one bench's section into a document that several benches and people write: what stands
 * outside `<!-- name -->` and `<!-- /name -->` stays. A section that is not there yet is added.
 */
export async function writeSection(file: string, name: string, text: string): Promise<void> {
	const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const document = await readFile(file, 'utf8').catch(() => '# Benchmarks\n');
	const [before = '', rest] = document.split(open, 2);
	const after = rest?.split(close, 2)[1] ?? '';
	const head = rest === undefined ? `${document.trimEnd()}\n\n` : before;
	const written = `${head}${open}\n\n${text.trim()}\n\n${close}${after.trimEnd()}\n`;
	const style = await resolveConfig(file);
	await writeFile(file, await format(written, { ...style, filepath: file }));
}
