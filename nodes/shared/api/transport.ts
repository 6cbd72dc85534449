import { DateTime, Duration } from 'luxon';
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import { NodeApiError, UserError } from 'n8n-workflow';

import { apiRoot, configurationApiRoot } from './baseUrl';
import { CREDENTIAL, type AirbyteCredential } from './credential';
import { Unreachable } from './networkFailure';
import { isObject } from './problem';
import { AirbyteProblem } from './problemReport';
import { withoutSecretsOf } from './redact';
import { retryAfterMs } from './retry';
import { isTokenUsable, retireToken } from './token';

/** The n8n functions from which Airbyte is called: a node's run, or its form in the editor. */
export type AirbyteCaller = IExecuteFunctions | ILoadOptionsFunctions;

export interface AirbyteRequest {
	method: IHttpRequestMethods;
	/** Below the root of the API, such as `/sources`. */
	path: string;
	/** The public API unless the other is named. */
	api?: 'configuration';
	body?: IDataObject;
	query?: IDataObject;
}

/** A person may be waiting for a form; and a run goes on without what is public. */
const PUBLIC_TIMEOUT = Duration.fromObject({ seconds: 10 });

/** Airbyte answers the others with an empty body. */
const ANSWERS_WITH_JSON: ReadonlySet<string> = new Set(['GET', 'POST', 'PATCH']);

/** Sends single requests through n8n, with a token that lives, and tells what came of each. Repeats nothing else. */
export class Transport {
	private readonly root: string;

	/** Tokens that are alive for sure, so that a 403 to one of them means a missing role. */
	private readonly liveTokens = new Set<string>();

	constructor(
		private readonly caller: AirbyteCaller,
		private readonly credential: AirbyteCredential,
		private readonly timeoutMs: number,
	) {
		this.root = apiRoot(credential.baseUrl);
	}

	/**
	 * @returns the body of a good answer, or what came instead: AirbyteProblem when Airbyte refused, Unreachable when no
	 * answer came, TokenUnavailable when there is no token to send the request with
	 */
	async send(request: AirbyteRequest): Promise<unknown> {
		const stored = this.usableToken();
		const answer = await this.attempt(request);
		if (!isForbidden(answer) || this.credential.authentication !== 'clientCredentials')
			return answer;

		// Older versions of Airbyte answer 403 to a dead token, as they do to a missing role: a new token tells.
		const isFresh = stored === '' || this.liveTokens.has(stored);
		const second = isFresh ? answer : await this.attemptWithNewToken(request, stored);
		if (isForbidden(second)) this.liveTokens.add(this.credential.accessToken);
		return second;
	}

	/** A plain GET without the credential, for what is public. Rejects when no answer comes. */
	async getPublic(url: string): Promise<{ status: number; body: string }> {
		const { statusCode, body } = (await this.caller.helpers.httpRequest({
			url,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: PUBLIC_TIMEOUT.toMillis(),
		})) as { statusCode: number; body: string };
		return { status: statusCode, body };
	}

	private async attemptWithNewToken(request: AirbyteRequest, refused: string): Promise<unknown> {
		if (this.credential.accessToken === refused) {
			await retireToken(this.credential);
			this.credential.accessToken = '';
		}
		return await this.attempt(request);
	}

	private async attempt(request: AirbyteRequest): Promise<unknown> {
		const { method, path, api, body, query } = request;
		const root = api === 'configuration' ? configurationApiRoot(this.root) : this.root;
		// A copy, so that n8n's renewal sees the token this very request was sent with.
		const sentWith = this.usableToken();
		const credential = { ...this.credential, accessToken: sentWith };
		const answer = await this.caller.helpers.httpRequestWithAuthentication
			.call(
				this.caller,
				CREDENTIAL,
				{
					method,
					url: root + path,
					body,
					qs: query,
					json: true,
					returnFullResponse: true,
					timeout: this.timeoutMs,
				},
				// Read once per execution: n8n would decrypt it anew for every request.
				{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: credential } },
			)
			.then(
				(response: { statusCode: number; body: unknown }) =>
					isObject(response.body) || !ANSWERS_WITH_JSON.has(method)
						? response.body
						: this.problem(request, response.statusCode, response.body),
				(error: unknown) => this.explain(request, error),
			);
		this.keepNewer(credential, sentWith);
		return answer;
	}

	private usableToken(): string {
		return isTokenUsable(this.credential, DateTime.utc()) ? this.credential.accessToken : '';
	}

	/** Requests end in any order: one that was renewed late must not bring an older token back. */
	private keepNewer(
		{ accessToken, accessTokenRenewAt, accessTokenIssuedFor }: AirbyteCredential,
		sentWith: string,
	): void {
		const held = this.credential;
		if (accessToken === sentWith) return;
		// Times are ISO 8601 in UTC as `token.ts` writes them, so they compare as text; to the second, they may be equal.
		const isNewer = held.accessToken === sentWith || accessTokenRenewAt > held.accessTokenRenewAt;
		if (held.accessToken === '' || isNewer) {
			Object.assign(held, { accessToken, accessTokenRenewAt, accessTokenIssuedFor });
		}
	}

	/** n8n wraps what went wrong once or more: an answer of Airbyte, a failed token exchange or a broken network. */
	private explain(request: AirbyteRequest, error: unknown): Error {
		for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
			if (at instanceof UserError) return at;
			if ('response' in at && isResponse(at.response)) {
				const { status, data, headers } = at.response;
				return this.problem(request, status, data, headers);
			}
			if (at instanceof NodeApiError && at.cause === undefined) {
				return this.explainWithoutCause(request, at);
			}
		}
		return new Unreachable(this.root, error);
	}

	/** n8n 1.x: a NodeApiError loses its cause, and keeps the status or the network's code in `httpCode`. */
	private explainWithoutCause(request: AirbyteRequest, error: NodeApiError): Error {
		const { httpCode, context, message, description } = error;
		if (/^\d{3}$/.test(httpCode ?? ''))
			return this.problem(request, Number(httpCode), context.data);
		if (httpCode) return new Unreachable(this.root, Object.assign(error, { code: httpCode }));
		return new UserError(message, { description });
	}

	private problem(request: AirbyteRequest, status: number, body: unknown, headers?: unknown) {
		return new AirbyteProblem({
			request: `${request.method} ${request.path}`,
			apiRoot: this.root,
			status,
			body: withoutSecretsOf(request.body, body),
			retryAfterMs: retryAfterMs(headers),
		});
	}
}

function isForbidden(answer: unknown): boolean {
	return answer instanceof AirbyteProblem && answer.status === 403;
}

function isResponse(value: unknown): value is { status: number; data: unknown; headers: unknown } {
	return isObject(value) && typeof value.status === 'number';
}
