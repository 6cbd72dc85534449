import type { Sandbox } from './index';
import { isJsonObject, type Json, type JsonObject } from './json';

/** An answer as a test reads it. */
export interface Answer {
	status: number;
	body: JsonObject;
	location: string;
}

/** A client of the sandbox that speaks plain HTTP, as any client of Airbyte would. */
export class SandboxClient {
	constructor(
		readonly sandbox: Sandbox,
		/** The header's value; an empty one is not sent. */
		private readonly authorization = `Bearer ${sandbox.apiKey}`,
		readonly base = sandbox.apiUrl,
	) {}

	as(authorization: string): SandboxClient {
		return new SandboxClient(this.sandbox, authorization, this.base);
	}

	/** A caller without credentials. */
	anonymous(): SandboxClient {
		return this.as('');
	}

	at(base: string): SandboxClient {
		return new SandboxClient(this.sandbox, this.authorization, base);
	}

	/** Exchanges client credentials and goes on with the token they bring. */
	async signedIn(
		credentials: { clientId: string; clientSecret: string } = this.sandbox,
	): Promise<SandboxClient> {
		const { body } = await this.token(credentials);
		return this.as(`Bearer ${String(body.access_token)}`);
	}

	async token({ clientId, clientSecret }: { clientId: string; clientSecret: string }) {
		return await this.anonymous().post('/applications/token', {
			client_id: clientId,
			client_secret: clientSecret,
			'grant-type': 'client_credentials',
			grant_type: 'client_credentials',
		});
	}

	async get(path: string): Promise<Answer> {
		return await this.send('GET', path);
	}

	async post(path: string, body: JsonObject): Promise<Answer> {
		return await this.send('POST', path, body);
	}

	async patch(path: string, body: JsonObject): Promise<Answer> {
		return await this.send('PATCH', path, body);
	}

	async put(path: string, body: JsonObject): Promise<Answer> {
		return await this.send('PUT', path, body);
	}

	async delete(path: string): Promise<Answer> {
		return await this.send('DELETE', path);
	}

	private async send(method: string, path: string, body?: JsonObject): Promise<Answer> {
		const headers = {
			...(body && { 'content-type': 'application/json' }),
			...(this.authorization && { authorization: this.authorization }),
		};
		const init = {
			method,
			headers,
			redirect: 'manual',
			body: body && JSON.stringify(body),
		} as const;
		return await read(await fetch(`${this.base}${path}`, init));
	}
}

/** What a customer's browser does with a consent link: open it, click, follow to the callback. */
export async function clickConsent(consentUrl: string, decision: 'allow' | 'deny') {
	const clicked = await read(
		await fetch(consentUrl, {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams({ decision }),
		}),
	);
	if (!clicked.location) return clicked;
	return await read(await fetch(clicked.location, { redirect: 'manual' }));
}

async function read(response: Response): Promise<Answer> {
	const text = await response.text();
	const json = response.headers.get('content-type')?.includes('json');
	const body: unknown = json && text ? JSON.parse(text) : { ...(text && { text }) };
	return {
		status: response.status,
		body: isJsonObject(body) ? body : { list: body as Json },
		location: response.headers.get('location') ?? '',
	};
}
