import type { INodeProperties } from 'n8n-workflow';

import { connectorField, formOrJsonFields, workspaceField } from '../fields';

export const createFields: INodeProperties[] = [
	workspaceField,
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Google Ads of Acme',
		description: 'What the source is called in Airbyte',
	},
	connectorField,
	{
		displayName: 'Authorize With',
		name: 'authorizeWith',
		type: 'options',
		options: [
			{
				name: 'OAuth Secret',
				value: 'secretId',
				description: "The secret ID that came back with the customer's consent",
			},
			{
				name: 'Configuration Alone',
				value: 'configuration',
				description: 'The configuration holds all credentials, such as those of your own OAuth app',
			},
		],
		default: 'secretId',
	},
	{
		displayName: 'Secret ID',
		name: 'secretId',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.secretId }}',
		description:
			'As given out by the Airbyte OAuth Trigger, plain or sealed. Airbyte fills the tokens in where the connector wants them. Whoever knows a plain ID can use the secret: keep it out of messages and logs.',
		displayOptions: { show: { authorizeWith: ['secretId'] } },
	},
	{
		displayName:
			'With your own OAuth app on Airbyte Cloud, set the OAuth override of the workspace first (Workspace: Set OAuth Override). Without it Airbyte swaps in its own client: creating the source succeeds, its syncs fail later.',
		name: 'ownAppNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authorizeWith: ['configuration'] } },
	},
	{
		displayName: 'OAuth Input Configuration',
		name: 'oAuthInputConfiguration',
		// A text may be empty, unlike JSON in the editor. No expression stands here from the start: while the node has no
		// input, one keeps n8n from loading the form of a connector chosen anew.
		type: 'string',
		default: '',
		placeholder: 'e.g. { "subdomain": "acme" }',
		description:
			"What 'OAuth: Initiate' was given before the consent, as JSON: the connector's configuration needs it again",
		hint: "Leave it empty to take 'oAuthInputConfiguration' of the input, where the trigger hands it on",
		displayOptions: { show: { authorizeWith: ['secretId'] } },
	},
	...formOrJsonFields({
		names: ['specifyConfiguration', 'configurationFields', 'configuration'],
		displayName: 'Configuration',
		method: 'getConfigurationFields',
		connector: 'connector',
		dependsOn: ['workspaceId.value', 'authorizeWith'],
		formDescription:
			"The connector's own fields, without what the OAuth secret fills. 'Map Automatically' takes the input's columns by name.",
		json: {
			placeholder: 'e.g. { "customer_id": "123", "start_date": "2026-01-01" }',
			description:
				"The connector's own fields, nested or by names with dots. What an OAuth secret fills, and what tells the connector that OAuth is used, need not be given.",
		},
	}),
	{
		displayName: 'If a Source of This Name Exists',
		name: 'ifExists',
		type: 'options',
		options: [
			{
				name: 'Return It',
				value: 'return',
				description: 'Running the same batch again then changes nothing',
			},
			{
				name: 'Update It',
				value: 'update',
				description: 'Set the configuration anew; with an OAuth secret, authorize it anew',
			},
			{ name: 'Create Another', value: 'create', description: 'Airbyte allows it' },
			{ name: 'Fail', value: 'fail', description: 'The item fails' },
		],
		default: 'return',
		description:
			'What to do when the workspace has a source of the same name and connector already',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Validate Configuration',
				name: 'validate',
				type: 'boolean',
				default: true,
				description:
					"Whether to check the configuration against the connector's specification before anything is sent",
			},
		],
	},
];
