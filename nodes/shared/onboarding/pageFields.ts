import type { INodeProperties } from 'n8n-workflow';

const text = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description,
});

const language: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'string',
	default: '',
	placeholder: 'e.g. de',
	description: 'The language of your texts as a code such as de or pt-BR, for screen readers',
};

/** What can be said to one customer: few, as the link has to carry them. Alphabetical, as n8n's guidelines ask. */
const customerTexts: INodeProperties[] = [
	text('Connected Text', 'connectedText', 'What the customer reads once the account is connected'),
	text('Connected Title', 'connectedTitle', 'The heading once the account is connected'),
	text('Continue Label', 'continueLabel', 'The words on the link to the Success URL'),
	text('Declined Text', 'declinedText', 'What the customer reads when access was not granted'),
	text('Declined Title', 'declinedTitle', 'The heading when access was not granted'),
	language,
	text('Try Again Label', 'tryAgainLabel', 'The words on the link to the Try Again URL'),
];

const receiverTexts: INodeProperties[] = [
	{
		displayName: 'Brand Name',
		name: 'brand',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme',
		description: 'Stands in the title of the page and for the logo where it cannot be seen',
	},
	{
		displayName: 'Color',
		name: 'color',
		type: 'color',
		default: '#1d4ed8',
		description:
			'Of the bar at the top and of buttons; the words on them stay readable by themselves',
	},
	{
		displayName: 'Logo',
		name: 'logo',
		type: 'string',
		default: '',
		placeholder: 'e.g. data:image/png;base64,iVBORw0KGgo...',
		description:
			'The image itself as a data URI (PNG, JPEG, GIF, WebP or SVG in base64, at most 200,000 characters): the page loads nothing from anywhere',
	},
	text(
		'Refused Text',
		'refusedText',
		'What the customer reads when the link has expired or was altered',
	),
	text('Refused Title', 'refusedTitle', 'The heading when the link has expired or was altered'),
	text(
		'Used Text',
		'usedText',
		'What the customer reads on coming back to a link that has done its work',
	),
	text('Used Title', 'usedTitle', 'The heading on coming back to a link that has done its work'),
];

const pageCollection = (options: INodeProperties[], description: string): INodeProperties => ({
	displayName: 'Page',
	name: 'page',
	type: 'collection',
	placeholder: 'Add to Page',
	default: {},
	description,
	options: [...options].sort((one, other) => one.displayName.localeCompare(other.displayName)),
});

/** For a link: what its customer reads, before what the receiving node says. */
export const linkPageField = pageCollection(
	customerTexts,
	"What this customer reads at the end, such as in the customer's language. It comes before what the receiving node says.",
);

/** For what receives redirects: all that its pages show. */
export const receiverPageField = pageCollection(
	[...customerTexts, ...receiverTexts],
	'What the page at the end shows. Plain text; what is left out is said in English.',
);

/** Where customers go on to; the same in the node and in the link. */
export const destinationFields: INodeProperties[] = [
	{
		displayName: 'Failure URL',
		name: 'failureUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://app.example.com/not-connected',
		description: 'Where customers go in place of our page when access was not granted; https',
	},
	{
		displayName: 'Success URL',
		name: 'successUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://app.example.com/connected',
		description: 'Where customers go in place of our page when the account is connected; https',
	},
];

/** What receives redirects can do beside starting the workflow. */
export const receiverOptionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		...destinationFields,
		{
			displayName: 'Seal Secret ID',
			name: 'sealSecretId',
			type: 'boolean',
			default: false,
			description:
				"Whether to encrypt the secret ID under the credential's key, so that n8n's execution data never holds it. 'Source: Create' and 'Source: Reauthorize' open it; other nodes cannot.",
		},
		{
			displayName: 'Try Again URL',
			name: 'tryAgainUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://app.example.com/connect',
			description: 'Where a customer whose account was not connected can start anew; https',
		},
	].sort((one, other) => one.displayName.localeCompare(other.displayName)) as INodeProperties[],
};
