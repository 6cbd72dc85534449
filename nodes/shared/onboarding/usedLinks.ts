import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import type { LinkState } from './linkState';
import type { Outcome } from './outcome';

/** How a used link ended, and until when it has to be remembered: after that it has expired anyway. */
interface Use extends IDataObject {
	outcome: Outcome;
	/** ISO 8601, UTC. */
	until: string;
}

type Uses = Record<string, Use>;

/** Uses that this process has seen, by place of storage and then by nonce. */
const seen = new Map<string, Uses>();

/**
 * The links that have started their workflow. Exact within one process, as nothing waits between asking and claiming.
 * The trigger's static data carries them over a restart and, after n8n has saved it, to other processes.
 */
export class UsedLinks {
	private readonly uses: Uses;

	/**
	 * @param place what receives the links, such as a trigger's webhook id
	 * @param staticData n8n's static data of the receiving node; an object of no meaning where n8n keeps none
	 */
	constructor(
		place: string,
		private readonly staticData: IDataObject,
	) {
		this.uses = seen.get(place) ?? {};
		seen.set(place, this.uses);
	}

	/** How a link ended, or undefined while it is unused. */
	outcomeOf({ nonce }: LinkState): Outcome | undefined {
		return (this.uses[nonce] ?? this.stored()[nonce])?.outcome;
	}

	/** Uses a link up. */
	claim({ nonce, expiresAt }: LinkState, outcome: Outcome, now: DateTime): void {
		// n8n's `set` of static data is what makes it save. The very object of this process is handed over, so that saves
		// which overtake each other lose nothing: each writes all that is known by then.
		Object.assign(this.uses, { ...this.stored(), ...this.uses });
		this.uses[nonce] = { outcome, until: expiresAt };
		for (const [old, { until }] of Object.entries(this.uses)) {
			if (old !== nonce && DateTime.fromISO(until) < now) delete this.uses[old];
		}
		this.staticData.usedLinks = this.uses;
	}

	private stored(): Uses {
		return (this.staticData.usedLinks ?? {}) as Uses;
	}
}
