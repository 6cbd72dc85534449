import { DateTime } from 'luxon';

import { Unreachable } from './networkFailure';
import { isObject } from './problem';
import { AirbyteProblem } from './problemReport';
import { TokenUnavailable } from './tokenUnavailable';

/** Statuses after which the same request may succeed a moment later. */
const TRANSIENT_STATUSES = [408, 429, 502, 503, 504];

/** How often one request is tried again before its failure counts. Being refused for pace has a limit of its own. */
export const MOST_RETRIES = 5;

const FIRST_WAIT_MS = 250;

/** Milliseconds to wait before retry number `retry` (from 1): twice as long each time, with jitter. */
export function waitBeforeRetry(retry: number, random: () => number = Math.random): number {
	return FIRST_WAIT_MS * 2 ** (retry - 1) * (0.5 + random() / 2);
}

export function isTransientStatus(status: number): boolean {
	return TRANSIENT_STATUSES.includes(status);
}

/** Whether a request failed in a way that may pass by itself. */
export function isTransient(error: unknown): boolean {
	if (error instanceof AirbyteProblem) return isTransientStatus(error.status);
	return (error instanceof Unreachable || error instanceof TokenUnavailable) && error.transient;
}

/** Whether asking again may help where asking does no harm: also after a 500, or a good status without an answer. */
export function isWorthAskingAgain(error: unknown): boolean {
	return (
		isTransient(error) ||
		(error instanceof AirbyteProblem && (error.status < 400 || error.status === 500))
	);
}

/**
 * Whether Airbyte may have carried the request out although it failed: the connection broke after sending, a gateway
 * gave up waiting, or a good status came with a body that is none.
 */
export function mayHaveBeenCarriedOut(error: unknown): boolean {
	if (error instanceof AirbyteProblem) {
		return error.status < 400 || (isTransientStatus(error.status) && error.status !== 429);
	}
	return error instanceof Unreachable && error.sent;
}

/** Milliseconds that a `Retry-After` header asks to wait, as seconds or as an HTTP date; 0 without one. */
export function retryAfterMs(headers: unknown, now: DateTime = DateTime.utc()): number {
	const value = isObject(headers) ? String(headers['retry-after'] ?? '').trim() : '';
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	const date = DateTime.fromHTTP(value);
	return date.isValid ? Math.max(0, date.diff(now).toMillis()) : 0;
}
