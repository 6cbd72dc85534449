import type { Connector } from '../connectors';
import { getAt, withValueAt, type JsonObject } from '../json';
import { problems } from '../problems';
import type { Store } from '../store';
import { hasChosenOAuth, injectedAtRunTime, serverFields } from './fields';

/**
 * The app that asks for consent and runs the connector: nested as the configuration is.
 * Airbyte API: workspace overrides come before those of the organization, then Airbyte's own.
 */
export function clientInForce(
	store: Store,
	connector: Connector,
	workspaceId: string,
): JsonObject | undefined {
	return (
		store.overrideInForce(workspaceId, connector.definitionId) ?? airbyteClient(store, connector)
	);
}

/** Airbyte's own app for a connector; custom connectors and self-managed servers have none. */
export function airbyteClient(store: Store, connector: Connector): JsonObject | undefined {
	if (store.behaviour.edition === 'openSource' || connector.custom) return undefined;
	if (!connector.spec.advanced_auth) return undefined;
	const fields = serverFields(connector);
	const named = fields.length > 0 ? fields : flatClient;
	return named.reduce<JsonObject>(
		(client, { key, path }) =>
			withValueAt(client, path, `airbyte-${shortName(connector)}-${key.replaceAll('_', '-')}`),
		{},
	);
}

/** Connectors whose client never enters their configuration still need one for the consent. */
const flatClient = ['client_id', 'client_secret'].map((key) => ({ key, path: [key] }));

export function shortName({ dockerRepository }: Connector): string {
	return dockerRepository.replace(/^.*\/(source-)?/, '');
}

/** The id under which a client is known to its provider. */
export function clientIdOf(connector: Connector, client: JsonObject | undefined): string {
	const fields = serverFields(connector);
	const [first] = fields;
	const field = fields.find(({ key }) => key === 'client_id') ?? first;
	const value = getAt(client, field?.path ?? ['client_id']);
	return typeof value === 'string' ? value : '';
}

/**
 * Every server field must be there, nested at its path.
 * Airbyte API: PUT /workspaces/{workspaceId}/oauthCredentials.
 */
export function validateOverride(connector: Connector, configuration: JsonObject): void {
	for (const { path } of serverFields(connector)) {
		if (getAt(configuration, path) === undefined) {
			throw problems.unprocessable(`Missing OAuth param for key at [${path.join(', ')}]`);
		}
	}
}

/**
 * What Cloud stores instead of the client credentials a configuration carries: their place is kept
 * for the app in force, Airbyte's own where there is no override. Nobody is told.
 * Airbyte API: maskSourceOAuthParameters; airbyte#79592.
 */
export function maskClient(
	store: Store,
	connector: Connector,
	workspaceId: string,
	configuration: JsonObject,
): JsonObject {
	if (!ownClientIsReplaced(store, connector, workspaceId)) return configuration;
	if (!hasChosenOAuth(connector, configuration)) return configuration;
	return serverFields(connector).reduce(
		(masked, { path }) => withValueAt(masked, path, injectedAtRunTime),
		configuration,
	);
}

function ownClientIsReplaced(store: Store, connector: Connector, workspaceId: string): boolean {
	if (store.overrideInForce(workspaceId, connector.definitionId)) return true;
	if (store.behaviour.ownClientWithoutOverride === 'kept') return false;
	return airbyteClient(store, connector) !== undefined;
}

/**
 * What the connector runs with: the app in force at the places kept for it.
 * Airbyte API: OAuthConfigSupplier.injectSourceOAuthParameters.
 */
export function injectClient(
	store: Store,
	connector: Connector,
	workspaceId: string,
	configuration: JsonObject,
): JsonObject {
	const client = clientInForce(store, connector, workspaceId);
	if (!client || !hasChosenOAuth(connector, configuration)) return configuration;
	const replaced = ownClientIsReplaced(store, connector, workspaceId);
	return serverFields(connector).reduce((injected, { path }) => {
		const value = getAt(client, path);
		const applies = replaced || getAt(configuration, path) === injectedAtRunTime;
		return applies && value !== undefined ? withValueAt(injected, path, value) : injected;
	}, configuration);
}
