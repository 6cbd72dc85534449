import { DateTime, Duration } from 'luxon';
import type { IWebhookFunctions } from 'n8n-workflow';

import { apiRoot } from '../api/baseUrl';
import { CREDENTIAL, type AirbyteCredential } from '../api/credential';
import { openingKeys, type SigningKey } from './signingKey';

/** What of a credential seals and opens. */
export interface LinkKeys {
	/** Root of the Airbyte API that the credential is for. */
	apiRoot: string;
	/** The first seals, all open. */
	keys: readonly SigningKey[];
}

/** @throws UserError when the credential holds no secret, or no web address */
export function linkKeys(credential: AirbyteCredential): LinkKeys {
	return { apiRoot: apiRoot(credential.baseUrl), keys: openingKeys(credential) };
}

/** How long a change of a credential may go unnoticed by what receives redirects. */
const FRESH = Duration.fromObject({ seconds: 10 });

interface Reading {
	keys: Promise<LinkKeys>;
	readAt: DateTime;
}

/** The latest reading of each credential, by its id. */
const readings = new Map<string, Reading>();

/**
 * The keys of a receiving node's credential, read anew after {@link FRESH}. n8n builds an expression engine for each
 * reading of a credential in a webhook (n8n 2.41), which costs more than all else of a visit: a flood of forged links
 * would take the time of those who come with good ones.
 *
 * @throws UserError when the credential holds no secret, or no web address
 */
export async function receiverKeys(webhook: IWebhookFunctions): Promise<LinkKeys> {
	const id = webhook.getNode().credentials?.[CREDENTIAL]?.id ?? '';
	const known = readings.get(id);
	if (known && known.readAt.plus(FRESH) > DateTime.utc()) return await known.keys;
	const keys = webhook.getCredentials<AirbyteCredential>(CREDENTIAL).then(linkKeys);
	readings.set(id, { keys, readAt: DateTime.utc() });
	keys.catch(() => readings.delete(id));
	return await keys;
}
