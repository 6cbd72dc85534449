/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, Blow, FaultSettings } from './faults';

/** What falls on one request alone. */
type Strike = Exclude<Blow, 'revocation'>;

/** Lets a blow fall in the place of the work: the reply is over afterwards. */
export async function strikeBeforeWork(
	blow: Strike,
	request: FastifyRequest,
	reply: FastifyReply,
	settings: FaultSettings,
): Promise<void> {
	if (typeof blow === 'object') {
		await head(reply, blow).send(blow.body ?? '');
		return;
	}
	reply.hijack();
	await cut(blow, request, settings);
}

/** Lets a blow fall on an answer that is on its way out. @returns the body that leaves instead */
export async function strikeAfterWork(
	blow: Strike,
	request: FastifyRequest,
	reply: FastifyReply,
	settings: FaultSettings,
): Promise<string> {
	if (typeof blow === 'object') {
		head(reply, blow);
		return blow.body ?? '';
	}
	await cut(blow, request, settings);
	return '';
}

function head(reply: FastifyReply, { status, headers = {}, type }: Answer): FastifyReply {
	return reply
		.code(status)
		.headers(headers)
		.type(type ?? 'application/json');
}

/** Ends a connection with a TCP reset, as a proxy that dies does: no answer, no orderly close. */
async function cut(
	blow: 'reset' | 'stall',
	{ raw: { socket } }: FastifyRequest,
	{ stallMs }: FaultSettings,
): Promise<void> {
	if (blow === 'stall') {
		const patience = new AbortController();
		const { signal } = patience;
		await Promise.race([
			once(socket, 'close', { signal }),
			sleep(stallMs, undefined, { signal, ref: false }),
		]).finally(() => patience.abort());
	}
	socket.resetAndDestroy();
}
