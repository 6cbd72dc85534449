import { sleep } from 'n8n-workflow';

/** The time, and waiting for it to pass; handed to what has to be tested without waiting. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** @param ms how long to wait; ends early, without an error, when the execution is cancelled */
	sleep(ms: number): Promise<void>;
}

/** The real clock. */
export function systemClock(cancelled?: AbortSignal): Clock {
	const cancellation = new Promise<void>((resolve) => {
		cancelled?.addEventListener('abort', () => resolve(), { once: true });
	});
	return {
		now: () => Date.now(),
		sleep: async (ms) => await Promise.race([sleep(ms), cancellation]),
	};
}
