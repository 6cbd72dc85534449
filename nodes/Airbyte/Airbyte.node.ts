import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { CREDENTIAL } from '../shared/api/credential';
import { receive } from '../shared/onboarding/receive';
import { resources } from './actions';
import { propertiesOf } from './actions/properties';
import { execute } from './execute';
import { methods } from './methods';
import { waitingReceiver } from './waitingReceiver';

/** Makes consent links, creates sources and sets OAuth overrides in Airbyte. */
export class Airbyte implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Airbyte',
		name: 'airbyte',
		icon: { light: 'file:../../icons/airbyte.svg', dark: 'file:../../icons/airbyte.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: "Connect your customers' accounts to Airbyte over OAuth",
		defaults: { name: 'Airbyte' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL, required: true }],
		webhooks: [
			{
				// Only for an execution that waits: n8n serves it below its own resume URL.
				name: 'default',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: '',
				restartWebhook: true,
				isFullPath: true,
				ndvHideUrl: true,
			},
		],
		properties: propertiesOf(resources),
	};

	methods = methods;

	/** Nothing is registered anywhere: n8n makes the URL of an execution that waits. */
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}

	/** The customer of an execution that waits with *OAuth: Wait for Authorization* is back. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, waitingReceiver(this));
	}
}
