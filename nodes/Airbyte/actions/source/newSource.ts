import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isUuid } from '../../../shared/api/uuid';
import { assembleConfiguration } from '../../../shared/connectors/assemble';
import { oauthRequirementsOf } from '../../../shared/connectors/oauthRequirements';
import { bringsOwnClient } from '../../../shared/connectors/ownClient';
import type { ConnectorSpecification } from '../../../shared/connectors/specification';
import { assertValidConfiguration } from '../../../shared/connectors/validate';
import { openSecretId } from '../../../shared/onboarding/secretId';
import { lookUpConnector } from '../connectorFor';
import type { OperationContext } from '../operation';
import type { SourceIdentity } from './sourceDirectory';

/** A source as it is sent to Airbyte. */
export interface NewSource extends SourceIdentity {
	workspaceId: string;
	/** Absent when the configuration holds all credentials. */
	secretId?: string;
	configuration: IDataObject;
}

/**
 * The source that the fields of one item describe: its configuration completed by what the connector's specification
 * says, and checked against it. Where the specification cannot be had, a configuration given as JSON goes as it is.
 *
 * @throws UserError that names the field which is missing or wrong
 */
export async function readSource(context: OperationContext): Promise<NewSource> {
	const { api, parameters, hint } = context;
	const name = parameters.requiredText('name');
	const workspaceId = parameters.id('workspaceId');
	const sourceTypeOrId = parameters.requiredText('connector');
	const given = parameters.formOrJson(
		'specifyConfiguration',
		'configurationFields',
		'configuration',
	);
	const withSecret = parameters.requiredText('authorizeWith') === 'secretId';
	const secretId = withSecret
		? { secretId: openSecretId(parameters.requiredText('secretId'), api.credential) }
		: {};
	if (!withSecret) refuseEmpty(given);

	const lookup = await lookUpConnector(context, sourceTypeOrId, workspaceId);
	if ('failure' in lookup) {
		if (parameters.text('specifyConfiguration') !== 'json') throw lookup.failure;
		hint(
			`The configuration for '${sourceTypeOrId}' was sent as it is, unchecked: ${lookup.failure.message}.`,
		);
		const connector = isUuid(sourceTypeOrId)
			? { definitionId: sourceTypeOrId }
			: { sourceType: sourceTypeOrId };
		return { name, workspaceId, connector, ...secretId, configuration: given };
	}

	const { definitionId, specification } = lookup.connector;
	const oAuthInput = withSecret ? parameters.objectOrInput('oAuthInputConfiguration') : {};
	const configuration = assembleConfiguration({ specification, given, oAuthInput, withSecret });
	if (parameters.option<boolean>('validate') ?? true) {
		assertValidConfiguration(specification, configuration, { withSecret });
	}
	if (!withSecret)
		warnOfOwnClient(specification, configuration, { sourceTypeOrId, workspaceId, hint });
	// More than half of the connectors have no source type that Airbyte knows; all have an id.
	return { name, workspaceId, connector: { definitionId }, ...secretId, configuration };
}

/** Airbyte takes the connector as a definition id, or by its source type inside the configuration. */
export function bodyOf(source: Omit<NewSource, 'workspaceId'>): IDataObject {
	const { name, connector, secretId, configuration } = source;
	return {
		name,
		...(secretId && { secretId }),
		...('definitionId' in connector
			? { ...connector, configuration }
			: { configuration: { ...configuration, ...connector } }),
	};
}

function refuseEmpty(configuration: IDataObject): void {
	if (Object.keys(configuration).length > 0) return;
	throw new UserError("The field 'Configuration' is empty", {
		description:
			"A source needs either an OAuth secret or a full configuration. Fill in 'Configuration', or choose 'OAuth Secret' in 'Authorize With'.",
	});
}

function warnOfOwnClient(
	specification: ConnectorSpecification,
	configuration: IDataObject,
	{
		sourceTypeOrId,
		workspaceId,
		hint,
	}: Pick<OperationContext, 'hint'> & { sourceTypeOrId: string; workspaceId: string },
): void {
	const oauth = oauthRequirementsOf(specification);
	if (!oauth || !bringsOwnClient(oauth, configuration)) return;
	hint(
		`The configuration for '${sourceTypeOrId}' brings an OAuth client of its own. On Airbyte Cloud, unless an OAuth override was set for it in workspace ${workspaceId} before (Workspace: Set OAuth Override), Airbyte swaps in its own client: the source is created, but its syncs fail later.`,
	);
}
