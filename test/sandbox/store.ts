import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Behaviour } from './behaviour';
import type { Connector, ConnectorCatalog } from './connectors';
import type { JsonObject } from './json';
import { clientIdOf, injectClient } from './oauth/clients';
import { outputFields, serverFields } from './oauth/fields';
import { getAt } from './json';
import { problems } from './problems';

export interface Workspace {
	workspaceId: string;
	organizationId: string;
	name: string;
}

/** A source as it lies in the database: nothing masked. */
export interface StoredSource {
	sourceId: string;
	name: string;
	workspaceId: string;
	definitionId: string;
	configuration: JsonObject;
	createdAt: DateTime;
	deleted: boolean;
}

/** An override of a workspace or an organization; `configuration` is nested as a source's is. */
export interface OAuthOverride {
	/** A workspaceId or an organizationId. */
	scopeId: string;
	definitionId: string;
	configuration: JsonObject;
}

/** What a consent left behind. `authPayload` is flat, and absent when consent was declined. */
export interface OAuthSecret {
	secretId: string;
	workspaceId: string;
	definitionId: string;
	authPayload?: Record<string, string>;
}

/** A consent link that was handed out: what initiateOAuth was asked for, found again by its state. */
export interface OAuthState {
	state: string;
	workspaceId: string;
	definitionId: string;
	redirectUrl: string;
	/** The app in whose name consent is asked. */
	clientId: string;
	scopes: string[];
	/** The authorization code, once the customer has allowed. */
	code?: string;
	answered: boolean;
}

/** What `GET /streams` finds out by running the connector. */
export type ConnectionCheck = { status: 'succeeded' } | { status: 'failed'; message: string };

/** Everything the sandbox remembers. A test may read all of it and add to it. */
export class Store {
	readonly workspaces = new Map<string, Workspace>();
	readonly sources = new Map<string, StoredSource>();
	readonly overrides: OAuthOverride[] = [];
	readonly secrets = new Map<string, OAuthSecret>();
	readonly oauthStates = new Map<string, OAuthState>();
	/** The provider's books: which client each token was issued to. */
	readonly providerTokens = new Map<string, string>();
	readonly organizationId = randomUUID();

	constructor(
		readonly connectors: ConnectorCatalog,
		readonly behaviour: Behaviour,
	) {
		this.addWorkspace('Acme Bakery');
		this.addWorkspace('Birch & Sons');
	}

	addWorkspace(name: string): Workspace {
		const workspace = { workspaceId: randomUUID(), organizationId: this.organizationId, name };
		this.workspaces.set(workspace.workspaceId, workspace);
		return workspace;
	}

	addSource(
		source: Pick<StoredSource, 'name' | 'workspaceId' | 'definitionId' | 'configuration'>,
	): StoredSource {
		const stored = {
			...source,
			sourceId: randomUUID(),
			createdAt: DateTime.utc(),
			deleted: false,
		};
		this.sources.set(stored.sourceId, stored);
		return stored;
	}

	/** A secret as a consent would have left it, without anybody clicking. */
	addSecret(
		secret: Pick<OAuthSecret, 'workspaceId' | 'definitionId' | 'authPayload'>,
	): OAuthSecret {
		const secretId =
			this.behaviour.secretIdShape === 'opaque'
				? randomUUID()
				: `airbyte_oauth_workspace_${secret.workspaceId}_secret_${randomUUID()}_v1`;
		const stored = { ...secret, secretId };
		this.secrets.set(secretId, stored);
		return stored;
	}

	/** Tokens as the provider of a connector issues them to one client: flat, by output key. */
	issueTokens(connector: Connector, clientId: string): Record<string, string> {
		return Object.fromEntries(
			outputFields(connector).map(({ key }) => {
				if (key.endsWith('_date')) return [key, DateTime.utc().plus({ hours: 1 }).toISO()];
				const token = `${key.replaceAll('_', '-')}-${randomUUID()}`;
				this.providerTokens.set(token, clientId);
				return [key, token];
			}),
		);
	}

	/** @throws problem `resource-not-found`, or `forbidden` where the sandbox is told so */
	workspace(workspaceId: string): Workspace {
		const workspace = this.workspaces.get(workspaceId);
		if (workspace) return workspace;
		throw this.behaviour.unknownWorkspace === 'forbidden'
			? problems.forbidden()
			: problems.notFound('workspace', workspaceId);
	}

	/** @throws problem `resource-not-found` */
	source(sourceId: string): StoredSource {
		const source = this.sources.get(sourceId);
		if (!source || source.deleted) throw problems.notFound('source', sourceId);
		return source;
	}

	/** @throws problem `resource-not-found` */
	connector(definitionId: string): Connector {
		const connector = this.connectors.byDefinitionId(definitionId);
		if (!connector) throw problems.notFound('source definition', definitionId);
		return connector;
	}

	/** The override that counts for a workspace: its own, or else its organization's. */
	overrideInForce(workspaceId: string, definitionId: string): JsonObject | undefined {
		const organizationId = this.workspaces.get(workspaceId)?.organizationId;
		return [workspaceId, organizationId]
			.map((scopeId) => this.overrides.find(matching(scopeId, definitionId)))
			.find((override) => override !== undefined)?.configuration;
	}

	setOverride(override: OAuthOverride): void {
		this.removeOverride(override.scopeId, override.definitionId);
		this.overrides.push(override);
	}

	/** Airbyte API: removing what is not there is no error. */
	removeOverride(scopeId: string, definitionId: string): void {
		const index = this.overrides.findIndex(matching(scopeId, definitionId));
		if (index >= 0) this.overrides.splice(index, 1);
	}

	/** What the connector of a source would run with, nothing masked. */
	effectiveConfiguration(sourceId: string): JsonObject {
		const { definitionId, workspaceId, configuration } = this.source(sourceId);
		return injectClient(this, this.connector(definitionId), workspaceId, configuration);
	}

	/** Whether the provider would take the source's tokens from the client that presents them. */
	checkConnection(sourceId: string): ConnectionCheck {
		const connector = this.connector(this.source(sourceId).definitionId);
		const configuration = this.effectiveConfiguration(sourceId);
		const clientId = clientIdOf(connector, configuration);
		const presented = outputFields(connector)
			.map(({ path }) => getAt(configuration, path))
			.filter((value): value is string => typeof value === 'string')
			.map((token) => this.providerTokens.get(token))
			.filter((owner) => owner !== undefined);
		const refused = serverFields(connector).length > 0 && presented.some((id) => id !== clientId);
		return refused
			? { status: 'failed', message: 'invalid_grant: the token was issued to another client' }
			: { status: 'succeeded' };
	}
}

function matching(scopeId: string | undefined, definitionId: string) {
	return (override: OAuthOverride) =>
		override.scopeId === scopeId && override.definitionId === definitionId;
}
