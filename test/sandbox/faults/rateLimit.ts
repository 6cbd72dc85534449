import type { FastifyReply, FastifyRequest } from 'fastify';
import { DateTime } from 'luxon';
import type { GateStep } from '../gate';
import { httpDate, rateLimitBody } from './faults';

/**
 * Never more than so many requests per caller in any one second; the others get 429. Refused ones do
 * not count. Requests without an Authorization, the token exchange among them, are not limited.
 * Airbyte API: rate limits; per user across all tokens, no published numbers, no Retry-After.
 */
export class RateLimit implements GateStep {
	/** Requests per second and caller; no limit when undefined. */
	perSecond: number | undefined;

	/** Whether a refusal says when to come back, and in which of the two forms. */
	retryAfter: 'none' | 'seconds' | 'date' = 'none';

	/** How many requests were refused. */
	refused = 0;

	/** By caller: when the requests of the last second were let in, in ms, oldest first. */
	private readonly admitted = new Map<string, number[]>();

	/** @param subjectOf whose an Authorization is */
	constructor(private readonly subjectOf: (authorization: string) => string) {}

	async beforeWork({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
		const { authorization } = headers;
		if (this.perSecond === undefined || authorization === undefined) return;
		const now = DateTime.now().toMillis();
		const caller = this.subjectOf(authorization);
		const recent = (this.admitted.get(caller) ?? []).filter((at) => at > now - 1_000);
		this.admitted.set(caller, recent);
		if (recent.length < this.perSecond) {
			recent.push(now);
			return;
		}
		this.refused++;
		await reply.code(429).headers(this.headers()).type('application/json').send(rateLimitBody);
	}

	private headers(): Record<string, string> {
		if (this.retryAfter === 'none') return {};
		return { 'retry-after': this.retryAfter === 'seconds' ? '1' : httpDate(1) };
	}
}
