import { Duration } from 'luxon';
import { Access } from './auth';
import { cloudBehaviour, type Behaviour } from './behaviour';
import { ConnectorCatalog, ownConnectors } from './connectors';
import type { Context } from './context';
import { FaultPlan, InFlight, RateLimit } from './faults';
import { Gate } from './gate';
import type { Exchange } from './recording';
import { buildServer } from './server';
import { Store } from './store';

export type { Role } from './auth';
export type { Behaviour } from './behaviour';
export { faultNames, type FaultName, type FaultRule } from './faults';
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
	/** Its switches may be turned while the sandbox runs. */
	readonly behaviour: Behaviour;
	store: Store;
	/** Everything that was asked and answered, oldest first; `requests.length = 0` clears. */
	requests: Exchange[];
	/** Through which every API request passes. */
	gate: Gate;
	/** Counts requests under way, and the limit that really counts; none at first. */
	inFlight: InFlight;
	rateLimit: RateLimit;
	/** What goes wrong, and how often; nothing at first. */
	faults: FaultPlan;
	/** Every access token issued so far is refused from now on. */
	revokeTokens(): void;
	stop(): Promise<void>;
}

/** Starts a sandbox on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const behaviour: Behaviour = { ...cloudBehaviour, ...options.behaviour };
	const folders = [ownConnectors, ...(options.specsFolder ? [options.specsFolder] : [])];
	const store = new Store(new ConnectorCatalog(folders), behaviour);
	const lifetime = Duration.fromObject({ seconds: options.tokenLifetimeSeconds ?? 900 });
	const access = new Access(behaviour, lifetime);
	const gate = new Gate(options.latencyMs);
	const inFlight = new InFlight();
	const rateLimit = new RateLimit((authorization) => access.subjectOf(authorization));
	const faults = new FaultPlan(() => access.revokeTokens());
	gate.steps.unshift(inFlight);
	gate.steps.push(rateLimit, faults);
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
		inFlight,
		rateLimit,
		faults,
		revokeTokens: () => access.revokeTokens(),
		stop: async () => await server.close(),
	};
}
