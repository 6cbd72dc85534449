import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { executionReceiver, LINK_PARAMETER } from '../shared/onboarding/executionUrl';
import type { Receiver } from '../shared/onboarding/receive';
import { receiverSettings } from '../shared/onboarding/receiverSettings';
import { queryOf } from '../shared/onboarding/redirectQuery';

/**
 * What a node says that waits for its customer. Expressions in it see the item that waits, never the request. Whatever
 * cannot be trusted leaves it waiting.
 */
export function waitingReceiver(webhook: IWebhookFunctions): Receiver {
	const { url } = webhook.getRequestObject();
	const [sealed = '', ...more] = queryOf(url).getAll(LINK_PARAMETER);
	return {
		receiver: executionReceiver(webhook.getExecutionId()),
		visit: { url, sealed: more.length > 0 ? '' : sealed },
		settings: receiverSettings(
			['authorized', 'declined'],
			webhook.getNodeParameter('options', {}) as IDataObject,
			webhook.getNodeParameter('page', {}) as IDataObject,
		),
		// n8n keeps none for a waiting node, and lets an execution go on only once.
		staticData: {},
	};
}
