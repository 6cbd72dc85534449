import type { IDataObject, INode, IWebhookFunctions } from 'n8n-workflow';

import type { Receiver } from '../shared/onboarding/receive';
import { checkReceiver, receiverSettings } from '../shared/onboarding/receiverSettings';
import { TRIGGER_ON } from './fields';

/** What a trigger's node says of receiving redirects. Its parameters are taken as they stand: nothing of the request is evaluated. */
export function receiverOf(webhook: IWebhookFunctions): Receiver {
	const node = webhook.getNode();
	const { state } = webhook.getParamsData() as { state?: unknown };
	return {
		receiver: node.webhookId ?? '',
		visit: {
			url: webhook.getRequestObject().url,
			sealed: typeof state === 'string' ? state : '',
		},
		settings: receiverSettings(outcomesOf(node), ...collectionsOf(node)),
		staticData: webhook.getWorkflowStaticData('node'),
	};
}

/** @throws UserError when the node holds what no customer could be shown */
export function checkTrigger(node: INode): void {
	checkReceiver(...collectionsOf(node));
}

function outcomesOf({ parameters: { triggerOn } }: INode) {
	const chosen = (Array.isArray(triggerOn) ? triggerOn : ['authorized']) as string[];
	return Object.entries(TRIGGER_ON)
		.filter(([name]) => chosen.includes(name))
		.flatMap(([, outcomes]) => outcomes);
}

function collectionsOf({ parameters: { options, page } }: INode): [IDataObject, IDataObject] {
	return [(options ?? {}) as IDataObject, (page ?? {}) as IDataObject];
}
