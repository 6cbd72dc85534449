import type { INodeProperties } from 'n8n-workflow';

import { EXAMPLE_ID } from '../../shared/api/uuid';

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

/** A connector by its short name or its definition id. */
export const connectorField: INodeProperties = {
	displayName: 'Connector',
	name: 'connector',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The kind of source',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a connector...',
			typeOptions: { searchListMethod: 'searchSourceTypes', searchable: true },
		},
		{
			displayName: 'By Name',
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

/** A connector by its short name, the only way in which Airbyte lets OAuth be initiated. */
export const sourceTypeField: INodeProperties = {
	...connectorField,
	displayName: 'Source Type',
	name: 'sourceType',
	description: "The connector of the customer's account",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a source type...',
			typeOptions: { searchListMethod: 'searchOAuthSourceTypes', searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. google-ads',
			hint: "The connector's short name in Airbyte",
		},
	],
};

/** A choice between a form built from the connector's specification, and JSON. */
export function formOrJsonFields(field: {
	/** Of the choice, the form and the JSON. */
	names: [choice: string, form: string, json: string];
	displayName: string;
	/** Method that gives the form its fields. */
	method: string;
	/** Parameter that names the connector. */
	connector: string;
	/** Further parameters whose change makes another form. */
	dependsOn?: string[];
	formDescription: string;
	json: Pick<INodeProperties, 'placeholder' | 'description'>;
	/** Whether a form without fields is nothing to be alarmed at. */
	mayBeEmpty?: boolean;
	displayOptions?: INodeProperties['displayOptions'];
}): INodeProperties[] {
	const [choice, form, json] = field.names;
	const shown = (mode: string) => ({
		...field.displayOptions,
		show: { ...field.displayOptions?.show, [choice]: [mode] },
	});
	// n8n loads a form when it comes into sight, and again when what it depends on changes. It cannot tell a change while
	// any expression of the node lacks its input, so the form must not be in sight before there is a connector.
	const onceChosen = { ...shown('fields'), hide: { [field.connector]: [''] } };
	return [
		{
			displayName: `Specify ${field.displayName}`,
			name: choice,
			type: 'options',
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'fields',
			description: 'How to give what the connector needs',
			displayOptions: field.displayOptions,
		},
		{
			displayName: field.displayName,
			name: form,
			type: 'resourceMapper',
			default: { mappingMode: 'defineBelow', value: null },
			noDataExpression: true,
			typeOptions: {
				loadOptionsDependsOn: [`${field.connector}.value`, ...(field.dependsOn ?? [])],
				resourceMapper: {
					resourceMapperMethod: field.method,
					mode: 'add',
					valuesLabel: field.displayName,
					fieldWords: { singular: 'field', plural: 'fields' },
					// The form says which fields are there at first.
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: true,
					showTypeConversionOptions: true,
					hideNoDataError: field.mayBeEmpty ?? false,
					// The editor shows no error of the method; the reason stands in the notice below this.
					noFieldsError: 'There are no fields to show.',
				},
			},
			description: field.formDescription,
			displayOptions: onceChosen,
		},
		{
			displayName: field.displayName,
			name: json,
			type: 'json',
			default: '{}',
			typeOptions: { rows: 5 },
			...field.json,
			displayOptions: shown('json'),
		},
	];
}
