import type { INodeProperties } from 'n8n-workflow';

import { receiverOptionsField, receiverPageField } from '../shared/onboarding/pageFields';

/** Outcomes by which the parameter `triggerOn` names them; an expired link counts as an invalid callback. */
export const TRIGGER_ON = {
	authorized: ['authorized'],
	declined: ['declined'],
	invalid: ['invalid', 'expired'],
} as const;

export const triggerFields: INodeProperties[] = [
	{
		displayName:
			"Open 'Webhook URLs' above and copy the Production URL, with its ':state', into the field 'Redirect URL' of an Airbyte node with the operation 'OAuth: Initiate'. Both nodes must use the same credential. The URL has to be https: set n8n's WEBHOOK_URL to the https address of this n8n.",
		name: 'setupNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		noDataExpression: true,
		required: true,
		options: [
			{
				name: 'Authorized',
				value: 'authorized',
				description: 'The customer allowed the access: the item has the secret ID',
			},
			{
				name: 'Declined',
				value: 'declined',
				description: 'The customer refused, or the provider failed: the item says why',
			},
			{
				name: 'Invalid Callback',
				value: 'invalid',
				description:
					'A link that has expired or cannot be trusted was opened. Anybody on the internet can cause these.',
			},
		],
		default: ['authorized'],
		description: 'Which ends of a consent start the workflow. The item says which in its status.',
	},
	fixed(receiverPageField),
	fixed(receiverOptionsField),
];

/**
 * The same fields without expressions: one in a trigger could read the query of the very redirect that it must not
 * trust.
 */
function fixed(collection: INodeProperties): INodeProperties {
	const options = (collection.options as INodeProperties[]).map((option) => ({
		...option,
		noDataExpression: true,
	}));
	return { ...collection, noDataExpression: true, options };
}
