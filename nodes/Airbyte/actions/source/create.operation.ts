import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { AirbyteCredential } from '../../../shared/api/credential';
import { openSecretId } from '../../../shared/onboarding/secretId';
import { connectorField, workspaceField } from '../fields';
import type { Operation } from '../operation';
import type { ItemParameters } from '../parameters';
import { createOnce } from './createOnce';
import { SourceDirectory, type Source, type SourceIdentity } from './sourceDirectory';

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
			displayName: 'Configuration',
			name: 'configuration',
			type: 'json',
			default: '{}',
			typeOptions: { rows: 5 },
			placeholder: 'e.g. { "customer_id": "123", "start_date": "2026-01-01" }',
			description:
				'The connector\'s own fields, as its page in the Airbyte documentation lists them. With an OAuth secret: all that the secret does not fill; where the connector offers several ways to authenticate, that includes the one chosen, such as "credentials": { "auth_type": "Client" }.',
		},
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
	],

	async run({ api, parameters, once }) {
		const { workspaceId, ...source } = readSource(parameters, api.credential);
		const identity = { name: source.name, connector: source.connector };
		const ifExists = parameters.requiredText('ifExists');
		const directory = await once(`sources of ${workspaceId}`, async () => {
			return await SourceDirectory.read(api, workspaceId);
		});

		return await directory.inTurn(identity, async () => {
			const existing = ifExists === 'create' ? undefined : directory.find(identity);
			if (!existing) {
				const body = { workspaceId, ...bodyOf(source) };
				const created = await createOnce(api, directory, identity, body);
				directory.add(created);
				return { ...created, outcome: 'created' };
			}
			if (ifExists === 'return') return { ...existing, outcome: 'existing' };
			if (ifExists === 'update') {
				const { name, secretId, configuration } = source;
				const updated = await api.patch<Source>(`/sources/${existing.sourceId}`, {
					name,
					configuration,
					...(secretId && { secretId }),
				});
				directory.add(updated);
				return { ...updated, outcome: 'updated' };
			}
			throw new UserError(`The workspace has a source named '${source.name}' already`, {
				description: `It is ${existing.sourceId}. Choose another 'Name', or what to do in 'If a Source of This Name Exists'.`,
			});
		});
	},
};

interface NewSource extends SourceIdentity {
	workspaceId: string;
	secretId?: string;
	configuration: IDataObject;
}

function readSource(parameters: ItemParameters, credential: AirbyteCredential): NewSource {
	const configuration = parameters.object('configuration');
	const connector = parameters.requiredText('connector');
	return {
		name: parameters.requiredText('name'),
		workspaceId: parameters.id('workspaceId'),
		connector:
			parameters.locatorMode('connector') === 'id'
				? { definitionId: connector }
				: { sourceType: connector },
		...authorizationOf(parameters, credential, configuration),
		configuration,
	};
}

function authorizationOf(
	parameters: ItemParameters,
	credential: AirbyteCredential,
	configuration: IDataObject,
): Pick<NewSource, 'secretId'> {
	if (parameters.requiredText('authorizeWith') === 'secretId') {
		return { secretId: openSecretId(parameters.requiredText('secretId'), credential) };
	}
	if (Object.keys(configuration).length > 0) return {};
	throw new UserError("The field 'Configuration' is empty", {
		description:
			"A source needs either an OAuth secret or a full configuration. Fill in 'Configuration', or choose 'OAuth Secret' in 'Authorize With'.",
	});
}

/** Airbyte takes the connector as a definition id, or by its source type inside the configuration. */
function bodyOf({
	name,
	connector,
	secretId,
	configuration,
}: Omit<NewSource, 'workspaceId'>): IDataObject {
	return {
		name,
		...(secretId && { secretId }),
		...('definitionId' in connector
			? { ...connector, configuration }
			: { configuration: { ...configuration, ...connector } }),
	};
}
