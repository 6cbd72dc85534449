import { DateTime, Duration } from 'luxon';

/** So long after a customer the next may be here, and the workflow of the one before still runs. */
const SERVING = Duration.fromObject({ seconds: 5 });

const WAIT = Duration.fromObject({ milliseconds: 500 });

let lastServed: DateTime = DateTime.fromMillis(0);

/** Notes that a customer with a good link is being served. */
export function noteCustomer(now: DateTime): void {
	lastServed = now;
}

/**
 * Milliseconds after which a refusal is answered. None as a rule; some while customers are served, so that whoever
 * floods the receiver and waits for answers leaves n8n the time for them.
 */
export function refusalDelay(now: DateTime): number {
	return now < lastServed.plus(SERVING) ? WAIT.toMillis() : 0;
}
