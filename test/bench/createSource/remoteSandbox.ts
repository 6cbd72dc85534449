/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in development, never inside n8n */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endWithUs } from '../../host/process';

/** How the next sandbox is to behave. */
export interface Orders {
	latencyMs: number;
	perSecond?: number;
}

/** How to reach it. */
export interface Place {
	apiUrl: string;
	registryUrl: string;
	clientId: string;
	clientSecret: string;
	apiKey: string;
	workspaceId: string;
	/** Of a connector that takes `account_id` and `client_secret`. */
	definitionId: string;
}

/** What it has seen and what it holds. */
export interface Books {
	requests: number;
	exchanges: number;
	refused: number;
	/** Different names among its sources. */
	names: number;
	/** Names with more than one source. */
	doubled: number;
}

/** Holds the process of the sandbox. */
export class RemoteSandbox {
	private readonly child: ChildProcess = fork(join(__dirname, 'sandboxProcess.ts'), {
		execArgv: ['--import', 'tsx'],
	});

	private readonly untie = endWithUs(() => this.child.kill('SIGKILL'));

	/** A fresh sandbox in the place of the one before. */
	async open(orders: Orders): Promise<Place> {
		return await this.ask<Place>(orders);
	}

	async books(): Promise<Books> {
		return await this.ask<Books>('books');
	}

	stop(): void {
		this.child.disconnect();
		this.untie();
	}

	/** @throws Error when the process is gone */
	private async ask<Answer>(question: Orders | 'books'): Promise<Answer> {
		const patience = new AbortController();
		const { signal } = patience;
		const gone = once(this.child, 'exit', { signal }).then(([code]) => {
			throw new Error(`The sandbox ended with ${String(code)}`);
		});
		const answer = once(this.child, 'message', { signal });
		this.child.send(question);
		try {
			const [message] = (await Promise.race([answer, gone])) as unknown[];
			return message as Answer;
		} finally {
			patience.abort();
			await Promise.allSettled([answer, gone]);
		}
	}
}
