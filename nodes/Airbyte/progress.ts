import type { IExecuteFunctions } from 'n8n-workflow';

/** What happened to the requests of a batch so far. */
export interface RequestCounts {
	/** Requests sent again after a failure. */
	retries: number;
	/** Times the node slowed down because Airbyte refused requests. */
	slowdowns: number;
}

const ITEMS_PER_LINE = 100;

/** Tells in the log how a long batch goes on, and at its end what a person should know of it. */
export class Progress {
	private done = 0;

	constructor(
		private readonly execution: Pick<IExecuteFunctions, 'getNode' | 'logger'>,
		private readonly items: number,
		private readonly counts: () => RequestCounts | undefined,
	) {}

	/** One more item has ended, well or not. */
	itemDone(): void {
		this.done++;
		if (this.items <= ITEMS_PER_LINE || this.done % ITEMS_PER_LINE !== 0) return;
		const { retries = 0, slowdowns = 0 } = this.counts() ?? {};
		this.execution.logger.info(
			`'${this.execution.getNode().name}': ${this.done} of ${this.items} items done, ${this.items - this.done} left; ${retries} requests sent again, slowed down ${slowdowns} times`,
		);
	}

	/** What did not go smoothly, in words for the editor. */
	hints(): string[] {
		const { retries = 0, slowdowns = 0 } = this.counts() ?? {};
		return [
			...(retries > 0 ? [`${retries} requests failed on the way and were sent again.`] : []),
			...(slowdowns > 0
				? [
						`Airbyte refused requests because too many came: the node slowed down ${slowdowns} times.`,
					]
				: []),
		];
	}
}
