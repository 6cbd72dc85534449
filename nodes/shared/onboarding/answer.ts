import { DateTime } from 'luxon';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { isHttpsUrl } from './httpsUrl';
import type { Verdict } from './judge';
import type { LinkState } from './linkState';
import type { Outcome } from './outcome';
import { renderPage, type Page } from './page';
import { statusOf, type PageKind } from './pageTexts';
import { refusalDelay } from './patience';
import type { ReceiverSettings } from './receiverSettings';

/**
 * Answers the customer's browser: a page, or 303 to the success or failure URL. All that is not an authentic, living
 * link gets the same answer, whatever is wrong with it.
 *
 * @param before how an earlier visit of the same link ended
 */
export function answer(
	webhook: IWebhookFunctions,
	settings: ReceiverSettings,
	verdict: Verdict,
	before?: Outcome,
): IWebhookResponseData {
	const kind = kindOf(before ?? verdict.outcome, before !== undefined);
	// Only a link that was used or answered may show that it is authentic.
	const link = kind === 'refused' ? undefined : verdict.link;
	const { html, headers } = renderPage(pageOf(kind, settings, link));
	const destination = before === undefined ? destinationOf(kind, settings, link) : undefined;
	const response = webhook.getResponseObject();
	const send = () => {
		if (destination === undefined) response.writeHead(statusOf(kind), headers);
		else response.writeHead(303, { ...headers, Location: destination });
		response.end(html);
	};
	const delay = kind === 'refused' ? refusalDelay(DateTime.utc()) : 0;
	// n8n is not kept waiting: only the answer is late.
	if (delay > 0) void sleep(delay).then(send);
	else send();
	return { noWebhookResponse: true };
}

function kindOf(outcome: Outcome, again: boolean): PageKind {
	switch (outcome) {
		case 'authorized':
			return again ? 'used' : 'connected';
		case 'declined':
			return 'declined';
		default:
			return 'refused';
	}
}

function pageOf(kind: PageKind, settings: ReceiverSettings, link?: LinkState): Page {
	const { brand, logo, color, ...texts } = settings.page;
	return {
		kind,
		branding: { brand, logo, color },
		texts: { ...texts, ...link?.page },
		link: linkOf(kind, settings, link),
	};
}

function linkOf(kind: PageKind, settings: ReceiverSettings, link?: LinkState): Page['link'] {
	if (kind === 'declined' || kind === 'refused') {
		const { tryAgainUrl } = settings;
		return tryAgainUrl === undefined ? undefined : { url: tryAgainUrl, label: 'tryAgainLabel' };
	}
	const url = destinationOf('connected', settings, link);
	return url === undefined ? undefined : { url, label: 'continueLabel' };
}

/** Never from the query: what the link was sealed with, else what the node says. */
function destinationOf(
	kind: PageKind,
	settings: ReceiverSettings,
	link?: LinkState,
): string | undefined {
	if (kind === 'used') return undefined;
	const url =
		kind === 'connected'
			? (link?.successUrl ?? settings.successUrl)
			: (link?.failureUrl ?? settings.failureUrl);
	return url !== undefined && isHttpsUrl(url) ? url : undefined;
}
