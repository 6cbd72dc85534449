import { isObject } from '../api/problem';
import { textOf, type JsonSchema } from './schema';

/**
 * What a connector says about itself, of which this package reads two parts (Airbyte protocol, ConnectorSpecification).
 */
export interface ConnectorSpecification {
	/** JSON schema of a source's configuration. */
	connectionSpecification: JsonSchema;
	/** Undefined for a connector without OAuth. */
	advancedAuth?: AdvancedAuth;
}

/**
 * `advanced_auth` of the connector registry, `advancedAuth` of Airbyte's configuration API. The schemas' properties say
 * in `path_in_connector_config` where their value belongs in the configuration.
 */
export interface AdvancedAuth {
	/** `oauth2.0` or `oauth1.0`. */
	authFlowType: string;
	/** Path of the value that says that OAuth is in use; [] where the connector has nothing but OAuth. */
	predicateKey: string[];
	predicateValue?: unknown;
	/** What the connector needs to know before the consent. */
	userInput: JsonSchema;
	/** What the provider hands out. */
	output: JsonSchema;
	/** What the owner of the OAuth app enters. */
	serverInput: JsonSchema;
	/** What of it the connector needs to run. */
	serverOutput: JsonSchema;
	/** How a declarative connector talks to the provider: `scopes`, `optional_scopes` ... */
	connectorInput: JsonSchema;
}

/**
 * The specification in an answer: an entry of the connector registry (`{spec}`), its `spec` alone, or the answer of
 * the configuration API's `source_definition_specifications/get`. Undefined when it holds none.
 */
export function specificationIn(answer: unknown): ConnectorSpecification | undefined {
	const spec = isObject(answer) && isObject(answer.spec) ? answer.spec : answer;
	if (!isObject(spec) || !isObject(spec.connectionSpecification)) return undefined;
	return {
		connectionSpecification: spec.connectionSpecification,
		advancedAuth: advancedAuthIn(spec),
	};
}

/** Whether sources of this connector can be authorized with an OAuth secret. */
export function hasOAuth({ advancedAuth }: ConnectorSpecification): boolean {
	return advancedAuth !== undefined;
}

function advancedAuthIn(spec: JsonSchema): AdvancedAuth | undefined {
	const auth = named(spec, 'advanced_auth');
	if (!isObject(auth)) return undefined;
	const oauth = objectNamed(auth, 'oauth_config_specification');
	const predicateKey = named(auth, 'predicate_key');
	return {
		authFlowType: textOf(named(auth, 'auth_flow_type')) ?? 'oauth2.0',
		predicateKey: Array.isArray(predicateKey) ? predicateKey.map(String) : [],
		predicateValue: named(auth, 'predicate_value') ?? undefined,
		userInput: objectNamed(oauth, 'oauth_user_input_from_connector_config_specification'),
		output: objectNamed(oauth, 'complete_oauth_output_specification'),
		serverInput: objectNamed(oauth, 'complete_oauth_server_input_specification'),
		serverOutput: objectNamed(oauth, 'complete_oauth_server_output_specification'),
		connectorInput: objectNamed(oauth, 'oauth_connector_input_specification'),
	};
}

function objectNamed(object: JsonSchema, name: string): JsonSchema {
	const value = named(object, name);
	return isObject(value) ? value : {};
}

/** The registry writes these names in snake case, the configuration API in a camel case of its own (`completeOAuth...`). */
function named(object: JsonSchema, name: string): unknown {
	return Object.entries(object).find(([key]) => plain(key) === plain(name))?.[1];
}

function plain(name: string): string {
	return name.replaceAll('_', '').toLowerCase();
}
