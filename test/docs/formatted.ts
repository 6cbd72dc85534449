/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in development, never inside n8n */
import { execFile } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');

/** A text as Prettier leaves it in a file of that name. In a process of its own: Prettier cannot be loaded in Jest. */
export async function formatted(text: string, file: string): Promise<string> {
	return await new Promise((resolve, reject) => {
		const prettier = join(PROJECT, 'node_modules/prettier/bin/prettier.cjs');
		const child = execFile(
			process.execPath,
			[prettier, '--stdin-filepath', file],
			{ cwd: PROJECT },
			(error, stdout) => (error ? reject(error) : resolve(stdout)),
		);
		child.stdin?.end(text);
	});
}
