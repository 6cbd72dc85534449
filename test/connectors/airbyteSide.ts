import type { IDataObject } from 'n8n-workflow';

import { oauthRequirementsOf } from '../../nodes/shared/connectors/oauthRequirements';
import type { ConnectorSpecification } from '../../nodes/shared/connectors/specification';
import { cloudBehaviour } from '../sandbox/behaviour';
import type { Connector } from '../sandbox/connectors';
import { isJsonObject, type JsonObject } from '../sandbox/json';
import { mergeSecret } from '../sandbox/oauth/merge';
import { validateConfiguration } from '../sandbox/oauth/validation';
import { sampleOf } from './sample';

/**
 * The connector without what only a real value could satisfy. Where a text has a pattern, the pattern counts and not
 * the format: there are connectors whose two no text satisfies both, and they work.
 */
export function withSatisfiableTexts(connector: Connector): Connector {
	const spec = JSON.parse(JSON.stringify(connector.spec), (_, schema: unknown) => {
		if (!isJsonObject(schema) || typeof schema.pattern !== 'string') return schema;
		const { pattern, format, ...rest } = schema;
		void format;
		return fits(pattern as string, sampleOf({ ...rest, pattern })) ? { ...rest, pattern } : rest;
	}) as Connector['spec'];
	return { ...connector, spec };
}

/** The configuration as Airbyte stores the source once the consent is given. */
export function withSecretOf(
	connector: Connector,
	specification: ConnectorSpecification,
	configuration: IDataObject,
): IDataObject {
	const outputs = oauthRequirementsOf(specification)?.outputs ?? [];
	const authPayload = Object.fromEntries(
		outputs.map(({ key, schema }) => [key, String(sampleOf(schema))]),
	);
	const secret = { secretId: 'sweep', workspaceId: '', definitionId: '', authPayload };
	return mergeSecret(configuration as JsonObject, connector, secret, cloudBehaviour) as IDataObject;
}

/** Why Airbyte refuses a configuration, if it does. */
export function refusalOf(connector: Connector, configuration: IDataObject): string | undefined {
	try {
		validateConfiguration(connector, configuration as JsonObject);
		return undefined;
	} catch (error) {
		const { body } = error as { body?: { data?: { message?: string } } };
		return body?.data?.message ?? String(error);
	}
}

function fits(pattern: string, text: unknown): boolean {
	return typeof text !== 'string' || new RegExp(pattern).test(text);
}
