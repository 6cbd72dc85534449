/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime, Duration } from 'luxon';

export interface WaitOptions<T> {
	/** What is waited for, as it reads after 'Waited 30 s for'. */
	what: string;
	/** Asked again and again; `undefined` and `false` mean not yet. An error ends the wait. */
	probe: () => Promise<T | undefined | false> | T | undefined | false;
	/** 30 seconds by default. */
	atMost?: Duration<true>;
	/** 100 milliseconds by default. */
	every?: Duration<true>;
	/** Added to the message of a failed wait, such as the last lines of a log. */
	context?: () => string;
}

/**
 * Waits until the probe answers with something.
 * @throws Error saying what was waited for, how long, and the context
 */
export async function waitFor<T>({
	what,
	probe,
	atMost = Duration.fromObject({ seconds: 30 }),
	every = Duration.fromObject({ milliseconds: 100 }),
	context,
}: WaitOptions<T>): Promise<T> {
	const start = DateTime.now();
	for (;;) {
		const answer = await probe();
		if (answer !== undefined && answer !== false) return answer;
		if (DateTime.now() >= start.plus(atMost)) {
			const seconds = atMost.as('seconds');
			throw new Error(
				[`Waited ${seconds} s for ${what}, in vain.`, context?.()].filter(Boolean).join('\n'),
			);
		}
		await sleep(every.toMillis());
	}
}

/** The time since an instant, as people read it: '4 min 12 s', '9.4 s'. */
export function elapsed(since: DateTime): string {
	const seconds = DateTime.now().diff(since).as('seconds');
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
