import { Agent, fetch, type Response } from 'undici';

export interface RestOptions {
	body?: unknown;
	headers?: Record<string, string>;
}

/** Every answer comes within this; n8n on a busy machine may take seconds. */
const ANSWER_WITHIN_MS = 30_000;

/**
 * One login at n8n: the cookie it gives and the browser it is bound to (n8n refuses a cookie that
 * comes with another browser-id than it was given for).
 */
export class RestSession {
	private agent = newAgent();

	private cookie?: string;

	constructor(private readonly url: string) {}

	/** @throws TypeError when there is no answer */
	async request(
		method: string,
		path: string,
		{ body, headers }: RestOptions = {},
	): Promise<Response> {
		const send = async () =>
			await fetch(new URL(path, this.url), {
				method,
				dispatcher: this.agent,
				headers: {
					'browser-id': 'test-host',
					...(this.cookie !== undefined && { cookie: this.cookie }),
					...(body !== undefined && { 'content-type': 'application/json' }),
					...headers,
				},
				body: body === undefined ? undefined : JSON.stringify(body),
				signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
			});
		// To ask again does no harm, and a busy n8n may drop a socket.
		const response = method === 'GET' ? await send().catch(send) : await send();
		for (const cookie of response.headers.getSetCookie()) {
			if (cookie.startsWith('n8n-auth=')) this.cookie = cookie.split(';', 1)[0];
		}
		return response;
	}

	/** @throws Error with n8n's own words when the answer is not a success */
	async json<T>(method: string, path: string, options?: RestOptions): Promise<T> {
		const response = await this.request(method, path, options);
		const text = await response.text();
		if (!response.ok) {
			throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
		}
		return JSON.parse(text) as T;
	}

	/** n8n's internal answers are wrapped once. */
	async data<T = unknown>(method: string, path: string, options?: RestOptions): Promise<T> {
		return (await this.json<{ data: T }>(method, path, options)).data;
	}

	/** Gives the sockets back; a later call opens new ones. */
	async close(): Promise<void> {
		const old = this.agent;
		this.agent = newAgent();
		await old.destroy();
	}
}

/** A blocked n8n drops sockets it kept alive, and a POST cannot be repeated: each has its own. */
function newAgent(): Agent {
	return new Agent({ pipelining: 0 });
}
