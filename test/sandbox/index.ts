import formbody from '@fastify/formbody';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { Duration } from 'luxon';
import { Access } from './auth';
import { cloudBehaviour, type Behaviour } from './behaviour';
import { ConnectorCatalog, ownConnectors } from './connectors';
import { consentRoutes } from './consentPage';
import type { Context, Routes } from './context';
import { Gate } from './gate';
import { ApiFailure, withheld } from './problems';
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
import { Store } from './store';

export type { Role } from './auth';
export type { Behaviour } from './behaviour';
export type { Gate, GateStep } from './gate';
export type { Exchange } from './recording';
export type { Store } from './store';

export interface SandboxOptions {
	/** 0 or absent: any free port. The host is always 127.0.0.1. */
	port?: number;
	/** How browsers reach the sandbox when something stands before it, e.g. a TLS front. */
	publicUrl?: string;
	behaviour?: Partial<Behaviour>;
	/** 900 by default, as Airbyte's tokens live. */
	tokenLifetimeSeconds?: number;
	/** What every API request waits before it is worked on. */
	latencyMs?: number;
	/** A folder of further connectors, one JSON file each in the format of `connectors/`. */
	specsFolder?: string;
}

/** A running stand-in Airbyte: API, consent screen, callback and connector registry. */
export interface Sandbox {
	/** `http://127.0.0.1:<port>` */
	url: string;
	/** Base of the public API, as on Cloud; `${url}/api/public/v1` is that of a self-managed server. */
	apiUrl: string;
	/** Base of the connector registry. */
	registryUrl: string;
	/** The application with every role. */
	clientId: string;
	clientSecret: string;
	/** An application that may read and not write. */
	restrictedClient: { clientId: string; clientSecret: string };
	/** A bearer that does not expire. */
	apiKey: string;
	basicAuth: { username: string; password: string };
	/** May be changed while the sandbox runs. */
	behaviour: Behaviour;
	store: Store;
	/** Everything that was asked and answered, oldest first; `requests.length = 0` clears. */
	requests: Exchange[];
	/** Through which every API request passes. */
	gate: Gate;
	/** Every access token issued so far is refused from now on. */
	revokeTokens(): void;
	stop(): Promise<void>;
}

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

/** Starts a sandbox on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const behaviour: Behaviour = { ...cloudBehaviour, ...options.behaviour };
	const folders = [ownConnectors, ...(options.specsFolder ? [options.specsFolder] : [])];
	const store = new Store(new ConnectorCatalog(folders), behaviour);
	const lifetime = Duration.fromObject({ seconds: options.tokenLifetimeSeconds ?? 900 });
	const access = new Access(behaviour, lifetime);
	const gate = new Gate(options.latencyMs);
	const requests: Exchange[] = [];
	let url = '';
	const context: Context = {
		store,
		behaviour,
		access,
		publicUrl: () => options.publicUrl ?? url,
	};

	const server = buildServer(context, gate, requests);
	url = await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });

	const { clientId, clientSecret } = access.application;
	return {
		url,
		apiUrl: `${url}/v1`,
		registryUrl: `${url}/files`,
		clientId,
		clientSecret,
		restrictedClient: {
			clientId: access.restrictedApplication.clientId,
			clientSecret: access.restrictedApplication.clientSecret,
		},
		apiKey: access.apiKey,
		basicAuth: access.basicAuth,
		behaviour,
		store,
		requests,
		gate,
		revokeTokens: () => access.revokeTokens(),
		stop: async () => await server.close(),
	};
}

function buildServer(context: Context, gate: Gate, requests: Exchange[]): FastifyInstance {
	const server = Fastify({
		forceCloseConnections: true,
		ajv: { customOptions: { removeAdditional: false, coerceTypes: true, useDefaults: true } },
	});
	recordExchanges(server, requests);
	server.register(formbody);
	takeEmptyJson(server);
	server.setErrorHandler<FastifyError | ApiFailure>(async (error, _request, reply) => {
		const { status, body } = error instanceof ApiFailure ? error : withheld(statusOf(error));
		return await reply.code(status).send(body);
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
