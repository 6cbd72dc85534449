import { UserError } from 'n8n-workflow';

import { workspaceField } from '../fields';
import type { Operation } from '../operation';

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
			displayName: 'Connector Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. google-ads',
			description: "The connector's short name in Airbyte",
		},
		{
			displayName: 'Configuration',
			name: 'configuration',
			type: 'json',
			default: '{}',
			required: true,
			typeOptions: { rows: 5 },
			placeholder: 'e.g. { "credentials": { "client_id": "...", "client_secret": "..." } }',
			description:
				"The client of your OAuth app, nested as the connector's configuration nests it. Take the secrets from expressions: what is typed in here is stored in the workflow.",
		},
	],

	async run({ api, parameters, hint }) {
		const workspaceId = parameters.id('workspaceId');
		const actorType = parameters.requiredText('actorType');
		const name = parameters.requiredText('name');
		const configuration = parameters.object('configuration');
		if (Object.keys(configuration).length === 0) {
			throw new UserError("The field 'Configuration' is empty", {
				description: 'Enter at least the client ID and client secret of your OAuth app.',
			});
		}

		await api.put(`/workspaces/${encodeURIComponent(workspaceId)}/oauthCredentials`, {
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
