import { DateTime } from 'luxon';

/** What a client gets instead of the answer it should have had. */
export interface Answer {
	status: number;
	headers?: Record<string, string>;
	/** Text as it goes out; empty by default. */
	body?: string;
	/** `application/json` by default. */
	type?: string;
}

/**
 * `reset` cuts the connection; `stall` says nothing until the client gives up, then cuts it;
 * `revocation` ends every access token issued so far, the one of this request among them.
 */
export type Blow = Answer | 'reset' | 'stall' | 'revocation';

/** One way in which a request goes wrong. */
export interface Fault {
	/** Whether the server carries the request out before the fault strikes. */
	afterWork: boolean;
	blow(settings: FaultSettings): Blow;
}

export interface FaultSettings {
	/** What the answers that carry a Retry-After ask for. */
	retryAfterSeconds: number;
	/** How long a stall lasts at most; it ends when the client hangs up. */
	stallMs: number;
}

/** Airbyte API: rate limits; the server's load shedding sends this, and no Retry-After. */
export const rateLimitBody = '{"message":"You are being rate limited."}';

/** A Retry-After as an HTTP date has whole seconds: the next one that leaves at least the time asked. */
export function httpDate(seconds: number): string {
	return DateTime.utc().plus({ seconds }).plus({ milliseconds: 999 }).startOf('second').toHTTP();
}

const tooManyRequests = (headers?: Record<string, string>): Answer => ({
	status: 429,
	headers,
	body: rateLimitBody,
});

/** What the proxies before a server send in its place, in their own words and types. */
const badGateway = page(502, '502 Bad Gateway');
const gatewayTimeout = page(504, '504 Gateway Time-out');
const unavailable: Answer = {
	status: 503,
	type: 'text/plain',
	body: 'upstream connect error or disconnect/reset before headers. reset reason: overflow',
};
/** A web app that answers any path with its page. Airbyte API: authentication; airflow#64986. */
const webPage = page(200, 'Airbyte');
/** Airbyte API: errors; a reason that is withheld. */
const internalError: Answer = {
	status: 500,
	body: '{"errorId":"5b1f0d0e-6c1c-4c63-9b43-6f1c7a5d0c11"}',
};

const before = (blow: Blow): Fault => ({ afterWork: false, blow: () => blow });
const after = (blow: Blow): Fault => ({ afterWork: true, blow: () => blow });

/** Every fault that can be dealt; those named `...AfterWork` strike when the work is done. */
export const faults = {
	tooManyRequests: before(tooManyRequests()),
	retryAfterSeconds: {
		afterWork: false,
		blow: ({ retryAfterSeconds }) => tooManyRequests({ 'retry-after': String(retryAfterSeconds) }),
	},
	retryAfterDate: {
		afterWork: false,
		blow: ({ retryAfterSeconds }) =>
			tooManyRequests({ 'retry-after': httpDate(retryAfterSeconds) }),
	},
	internalError: before(internalError),
	internalErrorAfterWork: after(internalError),
	badGateway: before(badGateway),
	badGatewayAfterWork: after(badGateway),
	unavailable: before(unavailable),
	gatewayTimeout: before(gatewayTimeout),
	gatewayTimeoutAfterWork: after(gatewayTimeout),
	reset: before('reset'),
	resetAfterWork: after('reset'),
	stall: before('stall'),
	stallAfterWork: after('stall'),
	webPage: before(webPage),
	webPageAfterWork: after(webPage),
	empty: before({ status: 200 }),
	emptyAfterWork: after({ status: 200 }),
	revokedTokens: before('revocation'),
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults) as FaultName[];

function page(status: number, title: string): Answer {
	const body = `<!doctype html><html><head><title>${title}</title></head><body></body></html>`;
	return { status, type: 'text/html', body };
}
