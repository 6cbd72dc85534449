import type { INodeProperties } from 'n8n-workflow';

import { destinationFields, linkPageField } from '../../../shared/onboarding/pageFields';
import { formOrJsonFields, sourceTypeField, workspaceField } from '../fields';
import { sourceField } from '../sourceField';

const forNewSource = { show: { purpose: ['newSource'] } };
const toTrigger = { show: { redirectTo: ['trigger'] } };

const scopes = (
	displayName: string,
	name: string,
	loadOptionsMethod: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod, loadOptionsDependsOn: ['sourceType.value'] },
	default: [],
	description: `${description}. Choose from the list, or specify names using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
});

const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Definition ID',
			name: 'definitionId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 18dccc91-0ab1-4f72-9ed7-0b8fc27c5826',
			description: 'The connector by its ID: a redirect for another one is then refused',
		},
		...destinationFields,
		scopes(
			'Requested Optional Scopes',
			'requestedOptionalScopes',
			'getOptionalScopes',
			'Scopes that the customer may leave out, beside Requested Scopes; empty for connectors that have none',
		),
		scopes(
			'Requested Scopes',
			'requestedScopes',
			'getScopes',
			"Scopes to ask for in place of the connector's own; empty for connectors that take none",
		),
	],
};

export const initiateFields: INodeProperties[] = [
	{
		displayName: 'Connect',
		name: 'purpose',
		type: 'options',
		options: [
			{
				name: 'New Source',
				value: 'newSource',
				description: 'The consent is for a source that is created afterwards',
			},
			{
				name: 'Existing Source',
				value: 'existingSource',
				description:
					'The consent renews the access of a source; its workspace and type are read from it',
			},
		],
		default: 'newSource',
		description: 'What the consent of the customer is for',
	},
	{ ...sourceField, displayOptions: { show: { purpose: ['existingSource'] } } },
	{ ...workspaceField, displayOptions: forNewSource },
	{ ...sourceTypeField, displayOptions: forNewSource },
	{
		displayName: 'Redirect To',
		name: 'redirectTo',
		type: 'options',
		options: [
			{
				name: 'Airbyte OAuth Trigger',
				value: 'trigger',
				description: 'A workflow of its own takes the redirects of all customers',
			},
			{
				name: 'This Execution',
				value: 'execution',
				description:
					"This execution goes on when the customer is back: put 'OAuth: Wait for Authorization' after this node. For one customer per execution.",
			},
		],
		default: 'trigger',
		description: 'Where the customer comes back to after the consent',
	},
	{
		displayName: 'Redirect URL',
		name: 'redirectUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://n8n.example.com/webhook/4c1b.../airbyte/:state',
		description:
			"The Production URL of the Airbyte OAuth Trigger that takes the customer's redirect, pasted unchanged. It has to be https.",
		displayOptions: toTrigger,
	},
	...formOrJsonFields({
		names: ['specifyOAuthInput', 'oAuthInputFields', 'oAuthInputConfiguration'],
		displayName: 'OAuth Input',
		method: 'getOAuthInputFields',
		connector: 'sourceType',
		mayBeEmpty: true,
		formDescription:
			'What the connector has to know before the consent, such as the subdomain of the account',
		json: {
			placeholder: 'e.g. { "subdomain": "acme" }',
			description:
				'What the connector has to know before the consent, such as the subdomain of the account. Flat: no nested keys. Most connectors need nothing.',
		},
	}),
	{
		displayName: 'Context',
		name: 'context',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "customerId": "42" }',
		description:
			'What the workflow gets back with the redirect, such as your ID of the customer. Sealed: the customer can neither read nor change it.',
	},
	{
		displayName: 'Link Lifetime (Hours)',
		name: 'linkLifetime',
		type: 'number',
		typeOptions: { minValue: 0.01, numberPrecision: 2 },
		default: 24,
		description: 'How long the customer has to come back with the consent',
	},
	linkPageField,
	optionsField,
];
