import type { Behaviour } from '../behaviour';
import type { Connector } from '../connectors';
import { withValueAt, type JsonObject } from '../json';
import { problems } from '../problems';
import type { OAuthSecret } from '../store';
import { injectedAtRunTime, outputFields, serverFields } from './fields';

/**
 * The configuration with what the consent brought, each value at its `path_in_connector_config`.
 * Neither defaults nor (unless the sandbox is told so) the discriminator are set.
 * Airbyte API: OAuthSecretHelper.setSecretsInConnectionConfiguration.
 */
export function mergeSecret(
	configuration: JsonObject,
	connector: Connector,
	secret: OAuthSecret,
	behaviour: Behaviour,
): JsonObject {
	const auth = connector.spec.advanced_auth;
	if (!auth) throw problems.conflict();
	const { authPayload } = secret;
	if (!authPayload) throw problems.unexpected('The secret holds no tokens.');

	const { predicate_key: key, predicate_value: value } = auth;
	const base =
		behaviour.discriminatorSetByServer && key?.length && value !== undefined
			? withValueAt(configuration, key, value)
			: configuration;
	const filled = [
		...serverFields(connector).map(({ path }) => ({ path, value: injectedAtRunTime })),
		...outputFields(connector).flatMap(({ key: name, path }) => {
			const token = authPayload[name];
			return token === undefined ? [] : [{ path, value: token }];
		}),
	];
	return filled.reduce((merged, field) => withValueAt(merged, field.path, field.value), base);
}
