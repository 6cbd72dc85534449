/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import formbody from '@fastify/formbody';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { consentRoutes } from './consentPage';
import type { Context, Routes } from './context';
import type { Gate } from './gate';
import { ApiFailure, inOldWords, withheld } from './problems';
import { recordExchanges, type Exchange } from './recording';
import { applicationRoutes } from './routes/applications';
import { configApiRoutes } from './routes/configApi';
import { definitionRoutes } from './routes/definitions';
import { healthRoutes } from './routes/health';
import { initiateOAuthRoutes } from './routes/initiateOAuth';
import { oauthCallbackRoutes } from './routes/oauthCallback';
import { oauthCredentialsRoutes } from './routes/oauthCredentials';
import { registryRoutes } from './routes/registry';
import { sourceRoutes } from './routes/sources';
import { streamRoutes } from './routes/streams';
import { workspaceRoutes } from './routes/workspaces';

const publicApi: Routes[] = [
	applicationRoutes,
	workspaceRoutes,
	definitionRoutes,
	sourceRoutes,
	initiateOAuthRoutes,
	oauthCallbackRoutes,
	oauthCredentialsRoutes,
	streamRoutes,
	healthRoutes,
];

/** Base paths of the API: Cloud's, a self-managed server's, and the server's own behind both. */
const apis: Record<string, Routes[]> = {
	'/v1': publicApi,
	'/api/public/v1': publicApi,
	'/api/v1': [configApiRoutes, applicationRoutes],
};

/** The whole server, not listening yet. */
export function buildServer(context: Context, gate: Gate, requests: Exchange[]): FastifyInstance {
	const server = Fastify({
		forceCloseConnections: true,
		ajv: { customOptions: { removeAdditional: false, coerceTypes: true, useDefaults: true } },
	});
	recordExchanges(server, requests);
	server.register(formbody);
	takeEmptyJson(server);
	server.setErrorHandler<FastifyError | ApiFailure>(async (error, _request, reply) => {
		// Withheld from the client as Airbyte does; whoever maintains the sandbox must see it.
		if (!(error instanceof ApiFailure) && !error.statusCode) process.emitWarning(error);
		const { status, body } = error instanceof ApiFailure ? error : withheld(statusOf(error));
		reply.code(status);
		if (!body?.type || context.behaviour.problemBody === 'current') return await reply.send(body);
		return await reply.type('application/problem+json').send(inOldWords(body));
	});
	server.setNotFoundHandler(() => {
		throw withheld(404);
	});

	for (const [prefix, groups] of Object.entries(apis)) {
		server.register(
			async (api) => {
				gate.guard(api);
				api.addHook('onRequest', async (request) => context.access.authorize(request));
				groups.forEach((routes) => routes(api, context));
			},
			{ prefix },
		);
	}
	server.register(async (files) => registryRoutes(files, context), { prefix: '/files' });
	server.register(async (pages) => consentRoutes(pages, context));
	return server;
}

/** Clients that call every body JSON do so on DELETE too, and Airbyte lets them. */
function takeEmptyJson(server: FastifyInstance): void {
	const parse = server.getDefaultJsonParser('ignore', 'ignore');
	server.addContentTypeParser<string>(
		'application/json',
		{ parseAs: 'string' },
		(request, body, done) => (body === '' ? done(null, undefined) : parse(request, body, done)),
	);
}

function statusOf(error: FastifyError): number {
	return error.statusCode ?? 500;
}
