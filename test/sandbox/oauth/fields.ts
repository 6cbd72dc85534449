import type { Connector, OAuthConfigSpecification } from '../connectors';
import { getAt, type JsonObject, type Path } from '../json';

/** What Airbyte writes where a value is only known when the connector runs. */
export const injectedAtRunTime = '******';

/** A key of a connector's OAuth section and its place in the configuration. */
export interface OAuthField {
	key: string;
	path: Path;
}

type FieldsOf = Exclude<keyof OAuthConfigSpecification, 'oauth_connector_input_specification'>;

function fields(connector: Connector, section: FieldsOf): OAuthField[] {
	const { properties = {} } =
		connector.spec.advanced_auth?.oauth_config_specification?.[section] ?? {};
	return Object.entries(properties).flatMap(([key, { path_in_connector_config: path }]) =>
		path ? [{ key, path }] : [],
	);
}

/** What the provider hands out after consent. */
export function outputFields(connector: Connector): OAuthField[] {
	return fields(connector, 'complete_oauth_output_specification');
}

/** What the app's owner knows: client id, client secret, now and then more. */
export function serverFields(connector: Connector): OAuthField[] {
	return fields(connector, 'complete_oauth_server_output_specification');
}

/**
 * Whether the configuration has chosen OAuth, so that Airbyte masks and injects client credentials.
 * Airbyte API: OAuthConfigSupplier.checkOAuthPredicate; without a predicate the answer is yes.
 */
export function hasChosenOAuth(connector: Connector, configuration: JsonObject): boolean {
	const auth = connector.spec.advanced_auth;
	if (!auth) return false;
	const { predicate_key: key, predicate_value: value } = auth;
	return !key?.length || getAt(configuration, key) === value;
}
