import type { INodeProperties } from 'n8n-workflow';

/** Finds the source id in the address of any page of that source. */
const SOURCE_URL = 'https?://.+/sources?/([0-9a-fA-F-]{36})(?:/.*|$)';

/** A source that exists in Airbyte. */
export const sourceField: INodeProperties = {
	displayName: 'Source',
	name: 'sourceId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	required: true,
	description: 'The source whose account is connected anew; it keeps its ID and its connections',
	modes: [
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 18dccc91-0ab1-4f72-9ed7-0b8fc27c5826',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*$',
						errorMessage: 'An Airbyte ID looks like 18dccc91-0ab1-4f72-9ed7-0b8fc27c5826',
					},
				},
			],
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder:
				'e.g. https://cloud.airbyte.com/workspaces/.../source/18dccc91-0ab1-4f72-9ed7-0b8fc27c5826',
			extractValue: { type: 'regex', regex: SOURCE_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: SOURCE_URL,
						errorMessage: 'This is not the address of a source in Airbyte',
					},
				},
			],
		},
	],
};
