import { DateTime } from 'luxon';

import { Unreachable } from '../../nodes/shared/api/networkFailure';
import { AirbyteProblem } from '../../nodes/shared/api/problemReport';
import {
	isTransient,
	mayHaveBeenCarriedOut,
	retryAfterMs,
	waitBeforeRetry,
} from '../../nodes/shared/api/retry';

const answered = (status: number) =>
	new AirbyteProblem({ request: 'POST /sources', apiRoot: '', status, body: '', retryAfterMs: 0 });

const broken = (code: string) =>
	new Unreachable('http://airbyte.example.com', Object.assign(new Error(code), { code }));

it.each([
	[answered(408), true, true],
	[answered(429), true, false],
	[answered(502), true, true],
	[answered(503), true, true],
	[answered(504), true, true],
	[answered(400), false, false],
	[answered(401), false, false],
	[answered(422), false, false],
	[answered(500), false, false],
	[answered(200), false, true],
	[broken('ECONNREFUSED'), true, false],
	[broken('ENOTFOUND'), true, false],
	[broken('EAI_AGAIN'), true, false],
	[broken('ECONNRESET'), true, true],
	[broken('ECONNABORTED'), true, true],
	[broken('ETIMEDOUT'), true, true],
	[broken('CERT_HAS_EXPIRED'), false, true],
	[new Error('a fault of our own'), false, false],
])('%s: passes by itself %s, may have been carried out %s', (error, transient, carriedOut) => {
	expect(isTransient(error)).toBe(transient);
	expect(mayHaveBeenCarriedOut(error)).toBe(carriedOut);
});

it('waits longer before each retry, with jitter', () => {
	expect([1, 2, 3, 4].map((retry) => waitBeforeRetry(retry, () => 1))).toEqual([
		250, 500, 1000, 2000,
	]);
	expect(waitBeforeRetry(1, () => 0)).toBe(125);
});

const now = DateTime.fromISO('2026-11-24T12:00:00Z');
it.each([
	['7', 7000],
	[' 7 ', 7000],
	['Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
	['Tue, 24 Nov 2026 11:00:00 GMT', 0],
	['soon', 0],
	[undefined, 0],
])("reads Retry-After '%s' as %i ms", (value, ms) => {
	expect(retryAfterMs({ 'retry-after': value }, now)).toBe(ms);
});
