import type { FastifyReply, FastifyRequest } from 'fastify';
import { DateTime } from 'luxon';
import type { GateStep } from '../gate';

/** How many requests were being worked on when one came in. */
export interface InFlightSample {
	/** Milliseconds since the epoch. */
	at: number;
	/** With the one that came in. */
	count: number;
}

/** Watches how many API requests a client keeps under way at once. */
export class InFlight implements GateStep {
	now = 0;

	/** One for each request that came in, oldest first; `length = 0` clears. */
	readonly samples: InFlightSample[] = [];

	/** The most there ever were at once since the samples were cleared. */
	get peak(): number {
		return this.samples.reduce((peak, { count }) => Math.max(peak, count), 0);
	}

	async beforeWork(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
		this.samples.push({ at: DateTime.now().toMillis(), count: ++this.now });
		// Comes once, whether the answer went out or the connection was cut.
		reply.raw.once('close', () => this.now--);
	}
}
