import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { CREDENTIAL, type AirbyteCredential } from '../shared/api/credential';
import { receive } from '../shared/onboarding/receive';
import { openingKeys } from '../shared/onboarding/signingKey';
import { TRIGGER_PATH } from '../shared/onboarding/triggerUrl';
import { triggerFields } from './fields';
import { checkTrigger, receiverOf } from './receiver';

/** Receives the customer's browser when it comes back from the consent, and starts the workflow with what came of it. */
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
		subtitle: '={{ $parameter["triggerOn"].join(", ") }}',
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
		properties: triggerFields,
	};

	webhookMethods = {
		default: {
			/** Nothing is registered at Airbyte, so each activation goes through `create`. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** Fails the activation, with the reason, where no link could be opened or a page not be shown. */
			async create(this: IHookFunctions): Promise<boolean> {
				openingKeys(await this.getCredentials<AirbyteCredential>(CREDENTIAL));
				checkTrigger(this.getNode());
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
		return await receive(this, receiverOf(this));
	}
}
