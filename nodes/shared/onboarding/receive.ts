import { DateTime } from 'luxon';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { answer } from './answer';
import { judge, type Verdict, type Visit } from './judge';
import { receiverKeys, type LinkKeys } from './linkKeys';
import { isOnlyLooking } from './onlyLooking';
import { noteCustomer } from './patience';
import { receivedItem } from './receivedItem';
import type { ReceiverSettings } from './receiverSettings';
import { REASONS } from './refusalReasons';
import { sealSecretId } from './secretId';
import { UsedLinks } from './usedLinks';

/** What receives a redirect: a trigger, or a node that waits. */
export interface Receiver {
	/** Names it among all receivers: a link opens at its own receiver only. */
	receiver: string;
	visit: Visit;
	settings: ReceiverSettings;
	/** n8n's static data of the node, which outlives a restart. */
	staticData: IDataObject;
}

/**
 * Answers the customer's browser and hands what came of the consent to the workflow, once per link: judge, consume,
 * answer, run, log. What cannot be trusted starts nothing; why is said in the log, never on the page.
 */
export async function receive(
	webhook: IWebhookFunctions,
	{ receiver, visit, settings, staticData }: Receiver,
): Promise<IWebhookResponseData> {
	const request = webhook.getRequestObject();
	if (isOnlyLooking(request.method, request.headers)) {
		return refuse(webhook, settings, { outcome: 'invalid', reason: 'onlyLooking' });
	}
	const { linkKeys, unusable } = await usableKeys(webhook);
	if (!linkKeys) {
		return refuse(webhook, settings, { outcome: 'invalid', reason: 'noKey' }, unusable);
	}
	// From here to the claim nothing waits, so that of many visits at once exactly one comes through.
	const now = DateTime.utc();
	const { apiRoot, keys } = linkKeys;
	const verdict = judge(visit, { apiRoot, receiver }, keys, now);
	const used = new UsedLinks(receiver, staticData);
	const before = verdict.link && used.outcomeOf(verdict.link);
	if (before) {
		logVisit(webhook, verdict, `came back to a link that was used before (${before})`);
		return answer(webhook, settings, verdict, before);
	}
	const starts = settings.startsOn.includes(verdict.outcome);
	if (verdict.link && (starts || verdict.outcome === 'authorized')) {
		used.claim(verdict.link, verdict.outcome, now);
	}
	if (verdict.outcome === 'authorized' || verdict.outcome === 'declined') {
		const why = verdict.outcome === 'declined' ? `: ${verdict.declined.reason}` : '';
		logVisit(webhook, verdict, verdict.outcome + why);
		noteCustomer(now);
		answer(webhook, settings, verdict);
	} else refuse(webhook, settings, verdict);
	if (!starts) return { noWebhookResponse: true };

	const secretIdOut = (secretId: string) =>
		settings.sealSecretId ? sealSecretId(secretId, linkKeys) : secretId;
	const json = receivedItem(verdict, secretIdOut, now);
	return { noWebhookResponse: true, workflowData: [[{ json }]] };
}

/** The keys, or what is wrong with the credential: that is for the log, not for the customer. */
async function usableKeys(
	webhook: IWebhookFunctions,
): Promise<{ linkKeys?: LinkKeys; unusable?: string }> {
	try {
		return { linkKeys: await receiverKeys(webhook) };
	} catch (error) {
		return { unusable: error instanceof Error ? error.message : String(error) };
	}
}

function refuse(
	webhook: IWebhookFunctions,
	settings: ReceiverSettings,
	verdict: Verdict,
	detail?: string,
): IWebhookResponseData {
	const reason = verdict.outcome === 'invalid' ? REASONS[verdict.reason] : 'the link has expired';
	const whose = verdict.link ? ` (link ${verdict.link.nonce})` : '';
	const more = detail === undefined ? '' : `: ${detail}`;
	webhook.logger.warn(`'${webhook.getNode().name}' refused a redirect: ${reason}${more}${whose}.`);
	return answer(webhook, settings, verdict);
}

function logVisit(webhook: IWebhookFunctions, { link }: Verdict, what: string): void {
	webhook.logger.debug(`'${webhook.getNode().name}': a customer ${what} (link ${link?.nonce}).`);
}
