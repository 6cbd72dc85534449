import type { INodeProperties } from 'n8n-workflow';

/** What an id of Airbyte looks like. */
export const EXAMPLE_ID = '18dccc91-0ab1-4f72-9ed7-0b8fc27c5826';

const UUID_PLACEHOLDER = `e.g. ${EXAMPLE_ID}`;

const UUID_VALIDATION = {
	type: 'regex' as const,
	properties: {
		regex: '^\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*$',
		errorMessage: `An ID of Airbyte looks like ${EXAMPLE_ID}`,
	},
};

/** Finds the workspace id in the address of any page of that workspace. */
const WORKSPACE_URL = 'https?://.+/workspaces/([0-9a-fA-F-]{36})(?:/.*|$)';

export const workspaceField: INodeProperties = {
	displayName: 'Workspace',
	name: 'workspaceId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The Airbyte workspace of the customer',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a workspace...',
			typeOptions: { searchListMethod: 'searchWorkspaces', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: UUID_PLACEHOLDER,
			validation: [UUID_VALIDATION],
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: `e.g. https://cloud.airbyte.com/workspaces/${EXAMPLE_ID}`,
			extractValue: { type: 'regex', regex: WORKSPACE_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: WORKSPACE_URL,
						errorMessage: 'This is not the address of an Airbyte workspace',
					},
				},
			],
		},
	],
};

/** A connector by its short name, the only way in which Airbyte lets OAuth be initiated. */
export const sourceTypeField: INodeProperties = {
	displayName: 'Source Type',
	name: 'sourceType',
	type: 'resourceLocator',
	default: { mode: 'name', value: '' },
	required: true,
	description: "The connector's short name in Airbyte",
	modes: [{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. google-ads' }],
};

/** A connector by its short name or, where Airbyte knows none for it, by its definition id. */
export const connectorField: INodeProperties = {
	...sourceTypeField,
	displayName: 'Connector',
	name: 'connector',
	description: 'The kind of source to create',
	modes: [
		{
			displayName: 'By Source Type',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. google-ads',
			hint: "The connector's short name in Airbyte",
		},
		{
			displayName: 'By Definition ID',
			name: 'id',
			type: 'string',
			placeholder: UUID_PLACEHOLDER,
			hint: 'Works for every connector, custom ones included',
			validation: [UUID_VALIDATION],
		},
	],
};
