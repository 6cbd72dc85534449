import { Duration } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { apiRoot } from '../../../shared/api/baseUrl';
import { newLinkState, sealState } from '../../../shared/onboarding/linkState';
import { signingKey } from '../../../shared/onboarding/signingKey';
import { parseTriggerUrl } from '../../../shared/onboarding/triggerUrl';
import { sourceTypeField, workspaceField } from '../fields';
import type { Operation } from '../operation';

/** The answer of `POST /sources/initiateOAuth`: Airbyte sends `consentUrl`, its documentation says `redirect_url`. */
interface InitiateOAuthAnswer {
	consentUrl?: string;
	redirect_url?: string;
	consent_url?: string;
}

export const initiateOAuth: Operation = {
	value: 'initiate',
	name: 'Initiate',
	action: 'Initiate OAuth',
	description: 'Make a link with which a customer lets Airbyte read an account',
	fields: [
		workspaceField,
		sourceTypeField,
		{
			displayName: 'Redirect URL',
			name: 'redirectUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://n8n.example.com/webhook/.../airbyte/:state',
			description:
				"The Production URL of the Airbyte OAuth Trigger that takes the customer's redirect, pasted unchanged. It has to be https.",
		},
		{
			displayName: 'OAuth Input Configuration',
			name: 'oAuthInputConfiguration',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "subdomain": "acme" }',
			description:
				'What the connector has to know before the consent, such as the subdomain of the account. Flat: no nested keys. Most connectors need nothing.',
		},
		{
			displayName: 'Context',
			name: 'context',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "customerId": "42" }',
			description:
				'What the workflow of the trigger gets back with the redirect, such as your ID of the customer. Sealed: the customer can neither read nor change it.',
		},
		{
			displayName: 'Link Lifetime (Hours)',
			name: 'linkLifetime',
			type: 'number',
			typeOptions: { minValue: 0.01, numberPrecision: 2 },
			default: 24,
			description: 'How long the customer has to come back with the consent',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Requested Optional Scopes',
					name: 'requestedOptionalScopes',
					type: 'string',
					typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Scope' },
					default: [],
					description:
						'Scopes that the customer may leave out. Only with Requested Scopes, and only for connectors that have optional scopes.',
				},
				{
					displayName: 'Requested Scopes',
					name: 'requestedScopes',
					type: 'string',
					typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Scope' },
					default: [],
					description:
						"Scopes to ask for in place of the connector's own. Only for connectors that allow it.",
				},
			],
		},
	],

	async run({ api, parameters, now }) {
		const workspaceId = parameters.requiredText('workspaceId');
		const sourceType = parameters.requiredText('sourceType');
		const context = parameters.object('context');
		const trigger = parseTriggerUrl(parameters.requiredText('redirectUrl'));
		const lifetime = Duration.fromObject({ hours: parameters.positiveNumber('linkLifetime') });
		const state = newLinkState({ workspaceId, sourceType, context }, now, now.plus(lifetime));
		const audience = { apiRoot: apiRoot(api.credential.baseUrl), webhookId: trigger.webhookId };

		const answer = await api.post<InitiateOAuthAnswer>('/sources/initiateOAuth', {
			workspaceId,
			sourceType,
			redirectUrl: trigger.withState(sealState(state, audience, signingKey(api.credential))),
			oAuthInputConfiguration: parameters.object('oAuthInputConfiguration'),
			...scopes({
				requestedScopes: parameters.option<string[]>('requestedScopes'),
				requestedOptionalScopes: parameters.option<string[]>('requestedOptionalScopes'),
			}),
		});

		return {
			consentUrl: consentUrlOf(answer),
			state: state.nonce,
			expiresAt: state.expiresAt,
			workspaceId,
			sourceType,
			context,
		};
	},
};

function consentUrlOf(answer: InitiateOAuthAnswer): string {
	const consentUrl = answer.consentUrl ?? answer.redirect_url ?? answer.consent_url;
	if (typeof consentUrl === 'string') return consentUrl;
	throw new UserError('Airbyte answered without a consent URL', {
		description: 'Check the API Base URL of the Airbyte credential: this may be no Airbyte API.',
	});
}

/** Airbyte refuses scopes for connectors that do not take any, so an empty list is not sent. */
function scopes(requested: Record<string, string[] | undefined>): IDataObject {
	return Object.fromEntries(Object.entries(requested).filter(([, list]) => list?.length));
}
