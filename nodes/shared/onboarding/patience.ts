import { DateTime, Duration } from 'luxon';

/** So long after a customer the next may be here, and the workflow of the one before still runs. */
const SERVING = Duration.fromObject({ seconds: 15 });

/** After so long a refusal counts half. */
const HALF_LIFE = Duration.fromObject({ seconds: 5 });

const WAIT_PER_REFUSAL = Duration.fromObject({ milliseconds: 80 });

const LONGEST_WAIT = Duration.fromObject({ seconds: 10 });

let lastServed: DateTime = DateTime.fromMillis(0);

let lastRefused: DateTime = DateTime.fromMillis(0);

/** How many were refused of late; each counts less as time goes by. */
let refusals = 0;

/** Notes that a customer with a good link is being served. */
export function noteCustomer(now: DateTime): void {
	lastServed = now;
}

/**
 * Notes a refusal, and says after how many milliseconds it is answered. At once as a rule; while customers are served
 * the later, the more were refused of late: whoever floods the receiver and waits for answers leaves n8n the time for
 * those with good links.
 */
export function refusalDelay(now: DateTime): number {
	const halvings = now.diff(lastRefused).toMillis() / HALF_LIFE.toMillis();
	refusals = refusals * 0.5 ** halvings + 1;
	lastRefused = now;
	if (now >= lastServed.plus(SERVING)) return 0;
	return Math.min(refusals * WAIT_PER_REFUSAL.toMillis(), LONGEST_WAIT.toMillis());
}
