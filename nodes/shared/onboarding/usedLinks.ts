import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import type { LinkState } from './linkState';
import type { Outcome } from './outcome';
import { Uses } from './uses';

/** Uses that this process has seen, by what received them. */
const seen = new Map<string, Uses>();

/**
 * The links that have started their workflow. Exact within one process, as nothing waits between asking and claiming.
 * The trigger's static data carries them over a restart and, after n8n has saved it, to other processes.
 */
export class UsedLinks {
	private readonly uses: Uses;

	/**
	 * @param receiver what receives the links, such as a trigger's webhook id
	 * @param staticData n8n's static data of the receiving node; an object of no meaning where n8n keeps none
	 */
	constructor(
		receiver: string,
		private readonly staticData: IDataObject,
	) {
		this.uses = seen.get(receiver) ?? new Uses();
		seen.set(receiver, this.uses);
	}

	/** How a link ended, or undefined while it is unused. */
	outcomeOf({ nonce }: LinkState): Outcome | undefined {
		this.uses.merge(this.staticData.usedLinks);
		return this.uses.get(nonce)?.outcome;
	}

	/** Uses a link up. */
	claim({ nonce, expiresAt }: LinkState, outcome: Outcome, now: DateTime): void {
		this.uses.add(nonce, { outcome, until: DateTime.fromISO(expiresAt).toUnixInteger() });
		this.uses.forgetBefore(now.toUnixInteger());
		// n8n's `set` of static data is what makes it save. The very object of this process is handed over and written as
		// it is by then, so that saves which overtake each other lose nothing.
		this.staticData.usedLinks = this.uses as unknown as IDataObject;
	}
}
