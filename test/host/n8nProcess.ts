/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in development, never inside n8n */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Duration } from 'luxon';
import type { N8nInstall } from './install';
import { endWithUs } from './process';
import { waitFor } from './wait';

/** n8n flushes executions on SIGTERM; after this it is ended outright. */
const STOP_WITHIN = Duration.fromObject({ seconds: 10 });

/** One running n8n process, its task runner, and what they print. */
export class N8nProcess {
	readonly pid: number;

	private readonly child: ChildProcess;

	private readonly untie: () => void;

	private readonly collect: (text: string) => void;

	/** @param args of n8n's command; by default those of the main process */
	constructor(
		install: N8nInstall,
		env: Record<string, string>,
		collect: (text: string) => void,
		args: readonly string[] = ['start'],
	) {
		this.collect = collect;
		this.child = spawn(
			install.node,
			['--require', join(__dirname, 'guard.cjs'), install.cli, ...args],
			// A group of its own: Ctrl-C reaches us alone, and the task runner ends with n8n.
			{ cwd: env.N8N_USER_FOLDER, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true },
		);
		this.child.once('error', (error) => collect(`\n${error.message}\n`));
		this.child.stdout?.setEncoding('utf8').on('data', collect);
		this.child.stderr?.setEncoding('utf8').on('data', collect);
		// The pipe only tells n8n that we live; that n8n goes first is no failure of ours.
		this.child.stdin?.on('error', () => {});
		this.pid = this.child.pid ?? 0;
		this.untie = endWithUs(() => this.signalGroup('SIGKILL'));
	}

	/** How it ended, such as 'exit code 1' or 'SIGKILL'; undefined while it runs. */
	get ended(): string | undefined {
		if (this.pid === 0) return 'it could not be started';
		if (this.child.exitCode !== null) return `exit code ${this.child.exitCode}`;
		return this.child.signalCode ?? undefined;
	}

	/** Ends it in good order, or outright when it does not go by itself. */
	async stop(): Promise<void> {
		if (this.ended === undefined) this.child.kill('SIGTERM');
		try {
			await this.waitUntilEnded(STOP_WITHIN);
		} catch {
			this.collect(`\nn8n did not stop within ${STOP_WITHIN.as('seconds')} s; it is killed\n`);
		}
		await this.kill();
	}

	/** Ends it as a power cut would. */
	async kill(): Promise<void> {
		this.signalGroup('SIGKILL');
		await this.waitUntilEnded(Duration.fromObject({ seconds: 5 }));
		this.untie();
	}

	private async waitUntilEnded(atMost: Duration<true>): Promise<void> {
		await waitFor({
			what: `n8n (process ${this.pid}) to end`,
			atMost,
			every: Duration.fromObject({ milliseconds: 50 }),
			probe: () => this.ended !== undefined,
		});
	}

	private signalGroup(signal: NodeJS.Signals): void {
		if (this.pid === 0) return;
		try {
			process.kill(-this.pid, signal);
		} catch {
			// The group is empty: everybody has left already.
		}
	}
}
