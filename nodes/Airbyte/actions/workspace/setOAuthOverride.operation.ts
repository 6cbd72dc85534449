import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { overrideConfiguration } from '../../../shared/connectors/oauthForm';
import { oauthRequirementsOf } from '../../../shared/connectors/oauthRequirements';
import { requireConnector } from '../connectorFor';
import { formOrJsonFields, sourceTypeField, workspaceField } from '../fields';
import type { Operation, OperationContext } from '../operation';

const configurationJson = {
	placeholder: 'e.g. { "credentials": { "client_id": "...", "client_secret": "..." } }',
	description:
		"The client of your OAuth app, nested as the connector's configuration nests it. Take its secrets from expressions: what is typed in here is stored in the workflow.",
};

export const setOAuthOverride: Operation = {
	value: 'setOAuthOverride',
	name: 'Set OAuth Override',
	action: 'Set OAuth override of workspace',
	description: "Let a workspace use your own OAuth app in place of Airbyte's for one connector",
	fields: [
		{
			displayName:
				"By Airbyte's documentation an override and Airbyte's own consent links (OAuth: Initiate) exclude each other per workspace and source type: new sources of this type then need a full configuration with your client and tokens. Airbyte offers no way to read whether an override exists.",
			name: 'exclusiveNotice',
			type: 'notice',
			default: '',
		},
		workspaceField,
		{
			displayName: 'Actor Type',
			name: 'actorType',
			type: 'options',
			options: [
				{ name: 'Source', value: 'source' },
				{ name: 'Destination', value: 'destination' },
			],
			default: 'source',
			description: 'Whether the connector is a source or a destination',
		},
		{
			...sourceTypeField,
			displayName: 'Connector',
			name: 'name',
			description: 'The connector that is to use your OAuth app',
			displayOptions: { show: { actorType: ['source'] } },
		},
		{
			displayName: 'Connector',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. google-sheets',
			description: "The connector's short name in Airbyte",
			displayOptions: { show: { actorType: ['destination'] } },
		},
		...formOrJsonFields({
			names: ['specifyConfiguration', 'configurationFields', 'configuration'],
			displayName: 'OAuth App',
			method: 'getOverrideFields',
			connector: 'name',
			formDescription:
				'The client of your OAuth app. Take its secrets from expressions: what is typed in here is stored in the workflow.',
			json: configurationJson,
			displayOptions: { show: { actorType: ['source'] } },
		}),
		{
			displayName: 'OAuth App',
			name: 'configuration',
			type: 'json',
			default: '{}',
			required: true,
			typeOptions: { rows: 5 },
			...configurationJson,
			displayOptions: { show: { actorType: ['destination'] } },
		},
	],

	async run(context) {
		const { api, parameters, hint } = context;
		const workspaceId = parameters.id('workspaceId');
		const actorType = parameters.requiredText('actorType');
		const name = parameters.requiredText('name');
		const configuration = await overrideOf(context, { workspaceId, actorType, name });

		await api.put(`/workspaces/${workspaceId}/oauthCredentials`, {
			actorType,
			name,
			configuration,
		});

		hint(
			`Workspace ${workspaceId} now uses your own OAuth app for the ${actorType} type '${name}'. By Airbyte's documentation, consent links through Airbyte's app (OAuth: Initiate) may not work for '${name}' in this workspace from now on: create its sources with a full configuration.`,
		);
		return { workspaceId, actorType, name };
	},
};

/** The override as Airbyte nests it: built from the form, or as given in JSON. */
async function overrideOf(
	context: OperationContext,
	{ workspaceId, actorType, name }: Record<'workspaceId' | 'actorType' | 'name', string>,
): Promise<IDataObject> {
	const { parameters } = context;
	if (actorType === 'source' && parameters.text('specifyConfiguration') !== 'json') {
		const { specification } = await requireConnector(context, name, workspaceId);
		const oauth = oauthRequirementsOf(specification);
		const values = parameters.formOrJson(
			'specifyConfiguration',
			'configurationFields',
			'configuration',
		);
		if (oauth) return overrideConfiguration(oauth, values);
		throw new UserError(`The connector '${name}' has no OAuth`, {
			description: 'There is nothing to override: its sources take a full configuration.',
		});
	}
	const configuration = parameters.object('configuration');
	if (Object.keys(configuration).length > 0) return configuration;
	throw new UserError("The field 'OAuth App' is empty", {
		description: 'Enter at least the client ID and client secret of your OAuth app.',
	});
}
