import { UserError } from 'n8n-workflow';

import { parseUrl } from '../api/url';

/** How the path of the trigger's webhook ends, behind its webhook id; n8n shows it with the placeholder in it. */
export const TRIGGER_PATH = 'airbyte/:state';

const PLACEHOLDER = ':state';

/** Where a customer is sent back to. */
export interface RedirectTarget {
	/** What receives the redirect; links are sealed for it: the webhook id of a trigger, or a waiting execution. */
	receiver: string;
	/** The URL to send the customer back to, with the sealed state in it. */
	withState(sealed: string): string;
}

/** What an owner whose n8n is not reached by https can do. */
export const HOW_TO_GET_HTTPS =
	'Airbyte redirects to https addresses only, and the browser of your customer must reach it: put a reverse proxy with a certificate, or a tunnel, before n8n and set n8n’s WEBHOOK_URL to its https address. n8n then shows https URLs.';

/**
 * Reads the URL that a person pasted from the trigger.
 *
 * @throws UserError when it is not https, or not the URL of an Airbyte OAuth Trigger
 */
export function parseTriggerUrl(text: string): RedirectTarget {
	const url = parseUrl(text);
	if (url?.protocol !== 'https:') {
		throw new UserError(`The field 'Redirect URL' is not an https address: '${text}'`, {
			description: HOW_TO_GET_HTTPS,
		});
	}
	const [placeholder, folder, webhookId] = url.pathname.split('/').reverse();
	if (placeholder !== PLACEHOLDER || folder !== TRIGGER_PATH.split('/')[0] || !webhookId) {
		throw new UserError(
			`The field 'Redirect URL' is not the URL of an Airbyte OAuth Trigger: '${text}'`,
			{
				description: `Open the Airbyte OAuth Trigger, copy its Production URL and paste it here unchanged. It ends in /${TRIGGER_PATH}.`,
			},
		);
	}
	return {
		receiver: webhookId,
		withState: (sealed) => {
			const redirectUrl = new URL(url);
			redirectUrl.pathname = url.pathname.replace(new RegExp(`${PLACEHOLDER}$`), sealed);
			return redirectUrl.toString();
		},
	};
}
