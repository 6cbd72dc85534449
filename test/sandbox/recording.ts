import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DateTime } from 'luxon';

/** One request and its answer, as the sandbox saw them. */
export interface Exchange {
	method: string;
	/** Without the query. */
	path: string;
	/** A parameter that was sent more than once is a list. */
	query: Record<string, string | string[]>;
	headers: Record<string, string | string[] | undefined>;
	/** Parsed; undefined when there was none or it could not be read. */
	body: unknown;
	/** 0 while there is no answer. */
	status: number;
	responseHeaders: Record<string, string | string[] | number | undefined>;
	/** Parsed if it is JSON, the text otherwise; undefined when it was empty. */
	responseBody: unknown;
	startedAt: DateTime;
	/** From the arrival of the request to the answer. */
	durationMs: number;
}

/**
 * Writes every exchange of a server into `exchanges`, in the order of arrival. An answer is written
 * down before it leaves, so that whoever has received it finds it here.
 */
export function recordExchanges(server: FastifyInstance, exchanges: Exchange[]): void {
	const open = new WeakMap<FastifyRequest, Exchange>();

	server.addHook('onRequest', async (request) => {
		const exchange: Exchange = {
			method: request.method,
			path: request.url.split('?')[0] ?? '',
			// Validation may coerce what was sent; the record keeps it as it came, here and below.
			query: { ...(request.query as Exchange['query']) },
			headers: request.headers,
			body: undefined,
			status: 0,
			responseHeaders: {},
			responseBody: undefined,
			startedAt: DateTime.utc(),
			durationMs: 0,
		};
		open.set(request, exchange);
		exchanges.push(exchange);
	});

	server.addHook('preValidation', async (request) => {
		const exchange = open.get(request);
		if (exchange) exchange.body = structuredClone(request.body);
	});

	server.addHook('onSend', async (request, reply, payload) => {
		const exchange = open.get(request);
		if (exchange) {
			exchange.status = reply.statusCode;
			exchange.responseHeaders = reply.getHeaders();
			exchange.responseBody = parsed(payload, String(reply.getHeader('content-type') ?? ''));
			exchange.durationMs = DateTime.utc().diff(exchange.startedAt).toMillis();
		}
		return payload;
	});
}

function parsed(payload: unknown, contentType: string): unknown {
	if (typeof payload !== 'string' || payload === '') return undefined;
	return contentType.includes('json') ? (JSON.parse(payload) as unknown) : payload;
}
