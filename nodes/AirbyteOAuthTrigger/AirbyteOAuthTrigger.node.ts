import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { CREDENTIAL, type AirbyteCredential } from '../shared/api/credential';
import { signingKey } from '../shared/onboarding/signingKey';
import { TRIGGER_PATH } from '../shared/onboarding/triggerUrl';
import { receiveRedirect } from './receiveRedirect';

/** Receives the customer's browser when it comes back from the consent, and starts the workflow with the secret id. */
export class AirbyteOAuthTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Airbyte OAuth Trigger',
		name: 'airbyteOAuthTrigger',
		icon: {
			light: 'file:../../icons/airbyte-trigger.svg',
			dark: 'file:../../icons/airbyte-trigger.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: 'Account authorized',
		description:
			"Starts the workflow when a customer has authorized Airbyte's access to an account",
		defaults: { name: 'Airbyte OAuth Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL, required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				// n8n keeps full paths without the node's webhook id, so each trigger's has to differ.
				path: `={{ $webhookId }}/${TRIGGER_PATH}`,
				isFullPath: true,
			},
		],
		properties: [
			{
				displayName:
					"Open 'Webhook URLs' above and copy the Production URL, with its ':state', into the field 'Redirect URL' of an Airbyte node with the operation 'OAuth: Initiate'. Both nodes must use the same credential. The URL has to be https: set n8n's WEBHOOK_URL to the https address of this n8n.",
				name: 'setupNotice',
				type: 'notice',
				default: '',
			},
		],
	};

	webhookMethods = {
		default: {
			/** Nothing is registered at Airbyte, so each activation goes through `create`. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** Fails the activation, with the reason, when the credential could not open any link. */
			async create(this: IHookFunctions): Promise<boolean> {
				signingKey(await this.getCredentials<AirbyteCredential>(CREDENTIAL));
				const url = this.getNodeWebhookUrl('default') ?? '';
				if (!url.startsWith('https:')) {
					this.logger.warn(
						`The URL of '${this.getNode().name}' is not https, and Airbyte redirects to https only: set n8n's WEBHOOK_URL to the https address of this n8n.`,
					);
				}
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveRedirect(this);
	}
}
