import { createHash } from 'node:crypto';

import { DateTime, Duration } from 'luxon';
import type { IDataObject, IHttpRequestHelper } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { apiRoot } from './baseUrl';
import type { AirbyteCredential } from './credential';
import { Unreachable } from './networkFailure';
import { isObject, problemText } from './problem';
import { isTransientStatus, retryAfterMs, waitBeforeRetry } from './retry';
import { TokenUnavailable } from './tokenUnavailable';

/** The part of the credential that the token exchange fills. */
export type AccessToken = Pick<
	AirbyteCredential,
	'accessToken' | 'accessTokenRenewAt' | 'accessTokenIssuedFor'
>;

/** A token is renewed this long before it ends (Airbyte's API documentation), a short-lived one at half its life. */
const RENEW_BEFORE_END = Duration.fromObject({ seconds: 60 });

const TIMEOUT = Duration.fromObject({ seconds: 30 });

/** No `Retry-After` holds an exchange up for longer: requests that wait for it have a limit of their own. */
const LONGEST_WAIT = Duration.fromObject({ seconds: 30 });

/** The newest token, or the exchange under way for it, by what it was issued for. Shared by all runs of a process. */
const newestTokens = new Map<string, Promise<AccessToken>>();

/** Identifies what a token was issued for, so that an edited credential does not go on with the old token. */
export function issuedFor(credential: AirbyteCredential): string {
	return createHash('sha256')
		.update(JSON.stringify([credential.baseUrl, credential.clientId, credential.clientSecret]))
		.digest('base64url');
}

/** Whether the credential's token was issued for the credential as it now is, and is not about to end. */
export function isTokenUsable(credential: AirbyteCredential, now: DateTime): boolean {
	return (
		credential.accessToken !== '' &&
		credential.accessTokenIssuedFor === issuedFor(credential) &&
		// Reading a time in the local zone costs a hundred times as much, and every request asks.
		now < DateTime.fromISO(credential.accessTokenRenewAt, { zone: 'utc' })
	);
}

/**
 * A token newer than the one the credential holds. However many requests find their token refused at once, one
 * exchange serves them all: whoever holds an older token gets the newest, and only the newest is exchanged anew.
 *
 * @throws TokenUnavailable saying whether Airbyte refused the client, is not at this address, or cannot be reached
 */
export async function newerToken(
	{ helpers }: IHttpRequestHelper,
	credential: AirbyteCredential,
	now: DateTime = DateTime.utc(),
): Promise<AccessToken> {
	const key = issuedFor(credential);
	const newest = newestTokens.get(key);
	if (newest) {
		const token = await newest;
		const usable = isTokenUsable({ ...credential, ...token }, now);
		if (usable && token.accessToken !== credential.accessToken) return token;
		// Another caller may have begun an exchange while this one waited.
		if (newestTokens.get(key) !== newest) return await newerToken({ helpers }, credential, now);
	}
	const exchange = exchangeToken({ helpers }, credential);
	newestTokens.set(key, exchange);
	exchange.catch(() => {
		if (newestTokens.get(key) === exchange) newestTokens.delete(key);
	});
	return await exchange;
}

/** Makes the next exchange a real one although the credential's token seems alive: Airbyte does not take it any more. */
export async function retireToken(credential: AirbyteCredential): Promise<void> {
	const key = issuedFor(credential);
	const newest = newestTokens.get(key);
	const token = await newest?.catch(() => undefined);
	if (token?.accessToken === credential.accessToken && newestTokens.get(key) === newest) {
		newestTokens.delete(key);
	}
}

/** For callers that do not repeat their requests, such as the HTTP Request node; ours do. */
const MOST_RETRIES = 2;

/** `POST /applications/token` (Airbyte API, createAccessToken). */
async function exchangeToken(
	{ helpers }: IHttpRequestHelper,
	credential: AirbyteCredential,
): Promise<AccessToken> {
	const url = `${apiRoot(credential.baseUrl)}/applications/token`;
	for (let retry = 1; ; retry++) {
		const answer = await helpers
			.httpRequest({
				method: 'POST',
				url,
				body: {
					client_id: credential.clientId,
					client_secret: credential.clientSecret,
					// The document requires `grant_type` but describes `grant-type`; the server reads neither.
					'grant-type': 'client_credentials',
					grant_type: 'client_credentials',
				},
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				timeout: TIMEOUT.toMillis(),
			})
			.then(
				(response) => response as TokenAnswer,
				(error: unknown) => new Unreachable(url, error),
			);
		const isTransient =
			answer instanceof Unreachable ? answer.transient : isTransientStatus(answer.statusCode);
		if (!isTransient || retry > MOST_RETRIES) return readToken(credential, url, answer);
		const asked = answer instanceof Unreachable ? 0 : retryAfterMs(answer.headers);
		await sleep(Math.min(Math.max(waitBeforeRetry(retry), asked), LONGEST_WAIT.toMillis()));
	}
}

interface TokenAnswer {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

function readToken(
	credential: AirbyteCredential,
	url: string,
	answer: TokenAnswer | Unreachable,
): AccessToken {
	if (answer instanceof Unreachable) {
		const { message, description, transient } = answer;
		throw new TokenUnavailable(message, { description, transient });
	}
	const { statusCode: status, body } = answer;
	const isJson = isObject(body);
	if (status >= 200 && status < 300 && isJson && typeof body.access_token === 'string') {
		return {
			accessToken: body.access_token,
			accessTokenRenewAt: renewAt(body.access_token, body.expires_in).toISO() ?? '',
			accessTokenIssuedFor: issuedFor(credential),
		};
	}
	if (isTransientStatus(status)) {
		throw new TokenUnavailable(`Airbyte gives no access token at the moment (status ${status})`, {
			description: [problemText(body), 'Run the items again in a few minutes.']
				.filter(Boolean)
				.join('\n'),
			transient: true,
		});
	}
	if (isJson && [400, 401, 403, 500].includes(status)) {
		// Editions of Airbyte answer a wrong client with 401, 400 or 500, some without a word on the cause.
		throw new TokenUnavailable('Airbyte did not accept the Client ID and Client Secret', {
			description: [
				problemText(body),
				'Copy both anew from Airbyte: Settings > Applications. If they are right, check that the API Base URL is that of the same Airbyte.',
			]
				.filter(Boolean)
				.join('\n'),
		});
	}
	throw new TokenUnavailable(`There is no Airbyte API at ${apiRoot(credential.baseUrl)}`, {
		description: `Asked for an access token, ${url} answered with status ${status} and ${isJson ? 'no token' : 'something other than JSON, such as a web page'}. Check the API Base URL of the credential. An Airbyte whose authentication is switched off has no token to give: choose Authentication 'None' for it.`,
	});
}

/** Airbyte has sent an `expires_in` longer than the token's own `exp` (airbyte-api-python-sdk#118): the smaller counts. */
function renewAt(token: string, expiresIn: unknown): DateTime {
	const now = DateTime.utc();
	const lifetimes = [Number(expiresIn), jwtExpiry(token) - now.toSeconds()].filter(Number.isFinite);
	const seconds = lifetimes.length ? Math.min(...lifetimes) : 0;
	return now.plus({ seconds: Math.max(seconds - RENEW_BEFORE_END.as('seconds'), seconds / 2) });
}

/** `exp` of a JWT, in seconds since the epoch; NaN for a token of another kind. */
function jwtExpiry(token: string): number {
	const payload = token.split('.')[1] ?? '';
	try {
		const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as IDataObject;
		return typeof claims.exp === 'number' ? claims.exp : NaN;
	} catch {
		return NaN;
	}
}
