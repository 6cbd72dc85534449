import { DateTime, Duration } from 'luxon';
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { apiRoot } from './baseUrl';
import { CREDENTIAL, type AirbyteCredential } from './credential';
import { networkCode, unreachable } from './networkFailure';
import { AirbyteProblem, isAirbyteAnswer } from './problemReport';
import { isTokenUsable } from './token';

/** The n8n functions from which Airbyte is called: a node's run, or its form in the editor. */
export type AirbyteCaller = IExecuteFunctions | ILoadOptionsFunctions;

const TIMEOUT = Duration.fromObject({ seconds: 60 });

/** The only door to Airbyte's public API. One per execution: it reads the credential once. */
export class AirbyteApi {
	private readonly root: string;

	private constructor(
		private readonly caller: AirbyteCaller,
		readonly credential: AirbyteCredential,
	) {
		this.root = apiRoot(credential.baseUrl);
	}

	static async connect(caller: AirbyteCaller): Promise<AirbyteApi> {
		return new AirbyteApi(caller, await caller.getCredentials<AirbyteCredential>(CREDENTIAL));
	}

	async get<Answer>(path: string, query?: IDataObject): Promise<Answer> {
		return (await this.request('GET', path, { qs: query })) as Answer;
	}

	async post<Answer>(path: string, body: IDataObject): Promise<Answer> {
		return (await this.request('POST', path, { body })) as Answer;
	}

	async put(path: string, body: IDataObject): Promise<void> {
		await this.request('PUT', path, { body });
	}

	async patch<Answer>(path: string, body: IDataObject): Promise<Answer> {
		return (await this.request('PATCH', path, { body })) as Answer;
	}

	/**
	 * @param path below the API root, such as `/sources`
	 * @returns the parsed JSON of the answer
	 * @throws AirbyteProblem when Airbyte refused, UserError when it could not be reached or gave no token
	 */
	private async request(
		method: IHttpRequestMethods,
		path: string,
		{ body, qs }: Pick<IHttpRequestOptions, 'body' | 'qs'>,
	): Promise<unknown> {
		const request = `${method} ${path}`;
		// A copy, so that n8n's renewal sees the token this very request was sent with.
		const credential = { ...this.credential };
		if (!isTokenUsable(credential, DateTime.utc())) credential.accessToken = '';

		const answer = (await this.caller.helpers.httpRequestWithAuthentication
			.call(
				this.caller,
				CREDENTIAL,
				{
					method,
					url: this.root + path,
					body,
					qs,
					json: true,
					returnFullResponse: true,
					timeout: TIMEOUT.toMillis(),
				},
				{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: credential } },
			)
			.catch((error: unknown) => {
				throw this.explain(request, error);
			})) as { statusCode: number; body: unknown };

		Object.assign(this.credential, tokenOf(credential));
		if (isAirbyteAnswer(answer.body)) return answer.body;
		throw new AirbyteProblem({
			request,
			apiRoot: this.root,
			status: answer.statusCode,
			body: answer.body,
		});
	}

	/** n8n wraps what went wrong once or more: an answer of Airbyte, a failed token exchange or a broken network. */
	private explain(request: string, error: unknown): Error {
		for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
			if (at instanceof UserError) return at;
			if ('response' in at && at.response) {
				const { status, data } = at.response as { status: number; data: unknown };
				return new AirbyteProblem({ request, apiRoot: this.root, status, body: data });
			}
		}
		return networkCode(error) || !(error instanceof Error) ? unreachable(this.root, error) : error;
	}
}

function tokenOf({ accessToken, accessTokenRenewAt, accessTokenIssuedFor }: AirbyteCredential) {
	return { accessToken, accessTokenRenewAt, accessTokenIssuedFor };
}
