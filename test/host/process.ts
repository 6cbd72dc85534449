/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in development, never inside n8n */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Everything the command prints is appended to this file too. */
	logFile?: string;
}

/**
 * Runs a command to its end.
 * @returns what it wrote to standard output
 * @throws Error naming the command, its exit code and the last lines it printed
 */
export async function command(
	file: string,
	args: readonly string[],
	{ cwd, env = process.env, logFile }: CommandOptions,
): Promise<string> {
	const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	const untie = endWithUs(() => child.kill('SIGKILL'));
	const log = logFile === undefined ? undefined : createWriteStream(logFile, { flags: 'a' });
	let stdout = '';
	let everything = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
		everything += text;
		log?.write(text);
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		everything += text;
		log?.write(text);
	});
	try {
		const code = await new Promise<number | string>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (exitCode, signal) => resolve(exitCode ?? signal ?? 'unknown'));
		});
		if (code !== 0) {
			const end = lastLines(everything, 25);
			throw new Error(`${file} ${args.join(' ')} ended with ${code}. Its last lines:\n${end}`);
		}
		return stdout;
	} finally {
		untie();
		if (log) {
			log.end();
			await finished(log);
		}
	}
}

/**
 * The environment without what `npm run` put there: an npm started inside `npm run` would take
 * the outer package's settings (its `ignore-scripts`, its prefix) for its own.
 */
export function environmentOutsideNpm(): NodeJS.ProcessEnv {
	const foreign =
		/^(npm_(package|lifecycle|command|execpath|node_execpath)|npm_config_(ignore_scripts|nodedir|prefix|local_prefix)|INIT_CWD|NODE_OPTIONS)/i;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** The last `count` lines of a text, for messages. */
export function lastLines(text: string, count: number): string {
	return text.trimEnd().split('\n').slice(-count).join('\n');
}

const endings = new Set<() => void>();
let listening = false;

/**
 * Registers a synchronous ending for the moment this process leaves, by whatever door: its end,
 * an uncaught error, Ctrl-C or a termination. Being killed outright is not among them; what must
 * not outlive even that watches its standard input (see guard.cjs).
 * @returns a function that takes the ending back
 */
export function endWithUs(ending: () => void): () => void {
	endings.add(ending);
	if (!listening) {
		listening = true;
		process.on('exit', () => {
			// What was begun last ends first: a process before the folder it works in.
			for (const end of [...endings].reverse()) end();
		});
		for (const [signal, code] of [
			['SIGINT', 130],
			['SIGTERM', 143],
			['SIGHUP', 129],
		] as const) {
			// A program that ends in its own good order listens itself; then it has the say.
			process.on(signal, () => {
				if (process.listenerCount(signal) === 1) process.exit(code);
			});
		}
	}
	return () => endings.delete(ending);
}
