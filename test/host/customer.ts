import { parse, type HTMLElement } from 'node-html-parser';
import { Agent, fetch, type Response } from 'undici';

/** One answer on the way. */
export interface Hop {
	method: string;
	url: string;
	status: number;
	headers: Record<string, string>;
}

export interface Journey {
	hops: Hop[];
	/** Where it ended. */
	url: string;
	status: number;
	headers: Record<string, string>;
	/** The last page as it was sent, and as a person reads it. */
	html: string;
	text: string;
}

/** The button a customer presses on a consent screen. */
export type Choice = 'allow' | 'deny';

const ANSWER_WITHIN_MS = 30_000;
const MOST_HOPS = 10;

/** The customer and their browser, without scripts, cookies and a window. */
export class Customer {
	private readonly agent: Agent;

	/** @param ca a certificate to trust besides the well-known ones, PEM */
	constructor(ca?: string) {
		this.agent = new Agent({ connect: ca === undefined ? {} : { ca } });
	}

	/** Opens an address and goes where it leads. */
	async open(url: string): Promise<Journey> {
		return await this.travel(url);
	}

	/**
	 * Opens a consent link, presses a button there and goes where it leads.
	 * @throws Error when the page has no such button
	 */
	async consent(consentUrl: string, choice: Choice = 'allow'): Promise<Journey> {
		const screen = await this.travel(consentUrl);
		const { method, url, fields } = press(screen, choice);
		const sent =
			method === 'POST'
				? await this.travel(url, fields, screen.hops)
				: await this.travel(withQuery(url, fields), undefined, screen.hops);
		return sent;
	}

	async close(): Promise<void> {
		await this.agent.destroy();
	}

	private async travel(
		start: string,
		form?: URLSearchParams,
		before: Hop[] = [],
	): Promise<Journey> {
		const hops = [...before];
		let url = start;
		let body = form;
		for (let step = 0; step < MOST_HOPS; step++) {
			const method = body ? 'POST' : 'GET';
			const response = await this.send(url, body);
			const headers = Object.fromEntries(response.headers);
			hops.push({ method, url, status: response.status, headers });
			const html = await response.text();
			const { location } = headers;
			if (response.status < 300 || response.status > 399 || location === undefined) {
				return { hops, url, status: response.status, headers, html, text: textOf(html) };
			}
			url = new URL(location, url).toString();
			// As browsers do: only 307 and 308 send the form again.
			if (response.status !== 307 && response.status !== 308) body = undefined;
		}
		throw new Error(`More than ${MOST_HOPS} redirects from ${start}`);
	}

	private async send(url: string, body?: URLSearchParams): Promise<Response> {
		return await fetch(url, {
			method: body ? 'POST' : 'GET',
			body,
			redirect: 'manual',
			dispatcher: this.agent,
			headers: {
				accept: 'text/html,application/xhtml+xml',
				'user-agent': 'Mozilla/5.0 (Customer)',
			},
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
		});
	}
}

/** What a browser would send when this button of the page's form is pressed. */
function press({ html, url }: Journey, choice: Choice) {
	const page = parse(html);
	const label =
		choice === 'allow' ? /allow|accept|approve|connect/i : /deny|decline|cancel|refuse/i;
	for (const form of page.querySelectorAll('form')) {
		const button = form
			.querySelectorAll('button, input[type=submit]')
			.find((candidate) => label.test(labelOf(candidate)));
		if (!button) continue;
		const fields = new URLSearchParams();
		for (const input of [...form.querySelectorAll('input[type=hidden]'), button]) {
			const name = input.getAttribute('name');
			if (name !== undefined) fields.append(name, input.getAttribute('value') ?? '');
		}
		const action = button.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
		const method = (form.getAttribute('method') ?? 'get').toUpperCase();
		return { method, url: new URL(action, url).toString(), fields };
	}
	throw new Error(`No button to ${choice} on the page at ${url}: ${textOf(html).slice(0, 300)}`);
}

function labelOf(button: HTMLElement): string {
	return `${button.text} ${button.getAttribute('value') ?? ''}`;
}

function withQuery(url: string, fields: URLSearchParams): string {
	const target = new URL(url);
	for (const [name, value] of fields) target.searchParams.append(name, value);
	return target.toString();
}

function textOf(html: string): string {
	const page = parse(html.replace(/^\s*<!doctype[^>]*>/i, ''));
	for (const unseen of page.querySelectorAll('script, style, head')) unseen.remove();
	return page.structuredText.trim();
}
