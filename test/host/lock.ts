/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { Duration } from 'luxon';
import { waitFor } from './wait';

export interface LockOptions {
	atMost: Duration<true>;
	/** Called once, when another process holds the lock. */
	onWait?: () => void;
}

/**
 * Holds a file that names our process until released. A lock whose process is gone is taken over.
 * @returns the release
 * @throws Error naming the file when another process holds it too long
 */
export async function lock(
	path: string,
	{ atMost, onWait }: LockOptions,
): Promise<() => Promise<void>> {
	let waited = false;
	await waitFor({
		what: `the lock ${path} (if no other process is at work, remove it)`,
		atMost,
		every: Duration.fromObject({ milliseconds: 500 }),
		probe: async () => {
			if (await take(path)) return true;
			if (!isAlive(await holder(path))) await rm(path, { force: true });
			else if (!waited) {
				waited = true;
				onWait?.();
			}
			return false;
		},
	});
	return async () => await rm(path, { force: true });
}

/** Whether a process runs under this id; one of another user counts as running. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

async function take(path: string): Promise<boolean> {
	return await writeFile(path, String(process.pid), { flag: 'wx' }).then(
		() => true,
		(error: NodeJS.ErrnoException) => {
			if (error.code === 'EEXIST') return false;
			throw error;
		},
	);
}

/** The process that holds the lock; our own id while its file is still being written. */
async function holder(path: string): Promise<number> {
	const text = await readFile(path, 'utf8').catch(() => '');
	return Number(text) || process.pid;
}
