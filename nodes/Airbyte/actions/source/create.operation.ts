import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { connectorField, workspaceField } from '../fields';
import type { Operation } from '../operation';

export const createSource: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create source',
	description: 'Create a source in a workspace',
	fields: [
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
					description:
						'The configuration holds all credentials, such as those of your own OAuth app',
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
				'As given out by the Airbyte OAuth Trigger. Airbyte fills the tokens in where the connector wants them. Whoever knows this ID can use the secret: keep it out of messages and logs.',
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
			displayName: 'Configuration',
			name: 'configuration',
			type: 'json',
			default: '{}',
			typeOptions: { rows: 5 },
			placeholder: 'e.g. { "customer_id": "123", "start_date": "2026-01-01" }',
			description:
				'The connector\'s own fields, as its page in the Airbyte documentation lists them. With an OAuth secret: all that the secret does not fill; where the connector offers several ways to authenticate, that includes the one chosen, such as "credentials": { "auth_type": "Client" }.',
		},
	],

	async run({ api, parameters }) {
		const configuration = parameters.object('configuration');
		const authorization = authorizationOf(
			parameters.requiredText('authorizeWith'),
			configuration,
			() => parameters.requiredText('secretId'),
		);
		const connector = parameters.requiredText('connector');
		const byId = parameters.locatorMode('connector') === 'id';
		return await api.post<IDataObject>('/sources', {
			name: parameters.requiredText('name'),
			workspaceId: parameters.requiredText('workspaceId'),
			...(byId && { definitionId: connector }),
			...authorization,
			configuration: byId ? configuration : { ...configuration, sourceType: connector },
		});
	},
};

function authorizationOf(
	authorizeWith: string,
	configuration: IDataObject,
	secretId: () => string,
): { secretId?: string } {
	if (authorizeWith === 'secretId') return { secretId: secretId() };
	if (Object.keys(configuration).length > 0) return {};
	throw new UserError("The field 'Configuration' is empty", {
		description:
			"A source needs either an OAuth secret or a full configuration. Fill in 'Configuration', or choose 'OAuth Secret' in 'Authorize With'.",
	});
}
