import { Duration } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { systemClock, type Clock } from './clock';
import { CREDENTIAL, type AirbyteCredential } from './credential';
import { Pace, type PaceLimits } from './pace';
import { AirbyteProblem } from './problemReport';
import {
	isTransient,
	isWorthAskingAgain,
	mayHaveBeenCarriedOut,
	MOST_RETRIES,
	waitBeforeRetry,
} from './retry';
import { Transport, type AirbyteCaller, type AirbyteRequest } from './transport';

/** How the requests of one execution are sent. */
export interface RequestLimits extends PaceLimits {
	/** Milliseconds to wait for an answer. */
	timeoutMs: number;
}

export const DEFAULT_LIMITS: Readonly<RequestLimits> = {
	concurrency: 5,
	requestsPerMinute: 0,
	giveUpAfterMs: Duration.fromObject({ minutes: 5 }).toMillis(),
	timeoutMs: Duration.fromObject({ seconds: 60 }).toMillis(),
};

/** After so many milliseconds of nothing but failures Airbyte counts as down, and no further request is retried. */
const DOWN_AFTER_MS = Duration.fromObject({ seconds: 10 }).toMillis();

/** A request that did get an answer, but a strange one, is not worth more; a wrong address answers so for ever. */
const MOST_RETRIES_OF_DOUBT = 2;

interface RequestSoFar extends AirbyteRequest {
	/** Whether sending it again does no harm. */
	repeatable: boolean;
	failures: number;
}

/**
 * The only door to Airbyte's public API. One per execution: it reads the credential once, keeps all requests to one
 * pace and repeats those that failed where a repeat does no harm.
 *
 * Each method returns the parsed JSON of the answer, and throws AirbyteProblem when Airbyte refused, Unreachable when no
 * answer came, TokenUnavailable when there is no token to send a request with.
 */
export class AirbyteApi {
	/** How many requests were sent again after a failure. */
	retries = 0;

	private readonly pace: Pace;

	private readonly transport: Transport;

	/** Since when nothing but failures came. */
	private downSince?: number;

	private constructor(
		caller: AirbyteCaller,
		readonly credential: AirbyteCredential,
		private readonly limits: RequestLimits,
		private readonly clock: Clock,
		private readonly cancelled?: AbortSignal,
	) {
		this.transport = new Transport(caller, credential, limits.timeoutMs);
		this.pace = new Pace(limits, clock);
	}

	/** @throws UserError when the credential's address is none; n8n's own error when there is no credential */
	static async connect(
		caller: AirbyteCaller,
		limits: RequestLimits = DEFAULT_LIMITS,
	): Promise<AirbyteApi> {
		const cancelled =
			'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined;
		const credential = await caller.getCredentials<AirbyteCredential>(CREDENTIAL);
		return new AirbyteApi(caller, credential, limits, systemClock(cancelled), cancelled);
	}

	/** How many times all requests slowed down because Airbyte refused one. */
	get slowdowns(): number {
		return this.pace.slowdowns;
	}

	async get<Answer>(path: string, query?: IDataObject): Promise<Answer> {
		return (await this.request({ method: 'GET', path, query }, true)) as Answer;
	}

	/** @param options.repeatable whether sending it twice does no harm; by default it is taken to do harm */
	async post<Answer>(
		path: string,
		body: IDataObject,
		{ repeatable = false } = {},
	): Promise<Answer> {
		return (await this.request({ method: 'POST', path, body }, repeatable)) as Answer;
	}

	/** Asks the configuration API of the same Airbyte: unsupported, but the only one that knows some things. */
	async askConfigurationApi(path: string, body: IDataObject): Promise<unknown> {
		return await this.request({ method: 'POST', path, body, api: 'configuration' }, true);
	}

	/** A plain GET of something public: without the credential, and outside of the pace kept for Airbyte. */
	async getPublic(url: string): Promise<{ status: number; body: string }> {
		return await this.transport.getPublic(url);
	}

	async put(path: string, body: IDataObject): Promise<void> {
		await this.request({ method: 'PUT', path, body }, true);
	}

	/** Airbyte's PATCH sets values, so that sending it twice changes nothing more (Airbyte API, patchSource). */
	async patch<Answer>(path: string, body: IDataObject): Promise<Answer> {
		return (await this.request({ method: 'PATCH', path, body }, true)) as Answer;
	}

	/** For callers that repeat by themselves what this class does not dare to repeat. @param retry counted from 1 */
	async waitBeforeRetry(retry: number): Promise<void> {
		this.retries++;
		await this.clock.sleep(waitBeforeRetry(retry));
	}

	private async request(request: AirbyteRequest, repeatable: boolean): Promise<unknown> {
		let firstRefusal: number | undefined;
		let failures = 0;
		for (;;) {
			const admission = await this.pace.admit();
			const answer = this.cancelled?.aborted ? cancelled() : await this.transport.send(request);

			if (answer instanceof AirbyteProblem && answer.status === 429) {
				firstRefusal ??= this.clock.now();
				const onlyRefusalsSince = this.pace.refuse(admission, answer.retryAfterMs);
				if (this.pace.isOver(Math.min(firstRefusal, onlyRefusalsSince))) throw this.gaveUp(answer);
			} else if (answer instanceof Error) {
				this.pace.end();
				failures++;
				if (!this.mayRetry(answer, { ...request, repeatable, failures })) throw answer;
				await this.waitBeforeRetry(failures);
			} else {
				this.pace.accept();
				this.downSince = undefined;
				return answer;
			}
		}
	}

	private mayRetry(error: Error, { method, repeatable, failures }: RequestSoFar): boolean {
		if (!isTransient(error)) {
			this.downSince = undefined;
			return method === 'GET' && isWorthAskingAgain(error) && failures <= MOST_RETRIES_OF_DOUBT;
		}
		const now = this.clock.now();
		this.downSince ??= now;
		const isDown = now - this.downSince > Math.min(DOWN_AFTER_MS, this.limits.giveUpAfterMs);
		return (repeatable || !mayHaveBeenCarriedOut(error)) && failures <= MOST_RETRIES && !isDown;
	}

	private gaveUp(refusal: AirbyteProblem): AirbyteProblem {
		const time = Duration.fromMillis(this.limits.giveUpAfterMs).rescale().toHuman();
		return refusal.withDiagnosis({
			message: `Airbyte has been refusing requests for ${time}: too many come`,
			remedy:
				"Run the items that failed again later, with a lower 'Requests per Minute'. The option 'Give Up After' says how long to go on trying.",
		});
	}
}

function cancelled(): UserError {
	return new UserError('The execution was cancelled before this request was sent');
}
