import { DateTime } from 'luxon';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { apiRoot } from '../shared/api/baseUrl';
import { CREDENTIAL, type AirbyteCredential } from '../shared/api/credential';
import { openState, type StateRefusal } from '../shared/onboarding/linkState';
import {
	CONNECTED_PAGE,
	DECLINED_PAGE,
	EXPIRED_PAGE,
	INVALID_PAGE,
	PAGE_HEADERS,
	renderPage,
	type Page,
} from '../shared/onboarding/page';
import { readRedirectQuery, type QueryRefusal } from '../shared/onboarding/redirectQuery';
import { signingKey } from '../shared/onboarding/signingKey';

type Refusal = StateRefusal | QueryRefusal | 'otherWorkspace';

/** What the owner reads in the log, and what the customer reads on the page. */
const REFUSALS: Record<Refusal, { reason: string; page: Page }> = {
	malformed: { reason: 'its state is not one that this package makes', page: INVALID_PAGE },
	otherKey: {
		reason:
			"its state was sealed with another secret. Use the same Airbyte credential here and in the node that makes the links; if its secret was changed, links made before no longer open (a 'Link Signing Secret' in the credential outlives such a change)",
		page: INVALID_PAGE,
	},
	forged: {
		reason:
			'its state was altered, or belongs to another trigger or another Airbyte: the Redirect URL has to be the one of this trigger',
		page: INVALID_PAGE,
	},
	expired: { reason: 'the link has expired', page: EXPIRED_PAGE },
	declined: { reason: 'access was declined, or the provider failed', page: DECLINED_PAGE },
	secretMissing: {
		reason: 'Airbyte sent no secret_id, as after a declined consent',
		page: DECLINED_PAGE,
	},
	secretRepeated: { reason: 'it has more than one secret_id', page: INVALID_PAGE },
	secretMalformed: { reason: 'its secret_id does not look like one', page: INVALID_PAGE },
	otherWorkspace: { reason: 'its workspace_id is not the one of the link', page: INVALID_PAGE },
};

/**
 * Answers the customer's browser with a page and hands what is known of the authorized account to the workflow.
 * A redirect that cannot be trusted starts nothing; why is said in the log, never on the page.
 */
export async function receiveRedirect(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const authorized = await readRedirect(webhook, DateTime.utc());
	if ('refusal' in authorized) {
		const { reason, page } = REFUSALS[authorized.refusal];
		webhook.logger.warn(`'${webhook.getNode().name}' refused a redirect: ${reason}.`);
		return answer(webhook, page);
	}
	return { ...answer(webhook, CONNECTED_PAGE), workflowData: [[{ json: authorized.output }]] };
}

async function readRedirect(
	webhook: IWebhookFunctions,
	now: DateTime,
): Promise<{ output: IDataObject } | { refusal: Refusal }> {
	const credential = await webhook.getCredentials<AirbyteCredential>(CREDENTIAL);
	const audience = {
		apiRoot: apiRoot(credential.baseUrl),
		webhookId: webhook.getNode().webhookId ?? '',
	};
	const { state: sealed } = webhook.getParamsData() as { state: string };
	const opened = openState(sealed, audience, signingKey(credential), now);
	if ('refusal' in opened) return opened;

	const redirect = readRedirectQuery(webhook.getRequestObject().url);
	if ('refusal' in redirect) return redirect;

	const { nonce, workspaceId, sourceType, context, issuedAt } = opened.state;
	const { query } = redirect;
	if (query.workspaceId !== undefined && query.workspaceId !== workspaceId) {
		return { refusal: 'otherWorkspace' };
	}
	return {
		output: {
			secretId: query.secretId,
			workspaceId,
			sourceType,
			...(query.definitionId && { definitionId: query.definitionId }),
			context,
			state: nonce,
			issuedAt,
			authorizedAt: now.toISO(),
		},
	};
}

function answer(webhook: IWebhookFunctions, page: Page): IWebhookResponseData {
	webhook.getResponseObject().writeHead(page.status, PAGE_HEADERS).end(renderPage(page));
	return { noWebhookResponse: true };
}
