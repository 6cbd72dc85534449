import type { DateTime } from 'luxon';

import { consentState } from './consentStates';
import { openState, type LinkAudience, type LinkState } from './linkState';
import { readRedirectQuery, type Declined, type QueryRefusal } from './redirectQuery';
import { sameText } from './sameText';
import type { SealRefusal } from './sealing';
import type { SigningKey } from './signingKey';

/** Why a redirect is not to be trusted. For the owner alone; outside, all look alike. */
export type InvalidReason =
	| SealRefusal
	| QueryRefusal
	| 'otherWorkspace'
	| 'otherDefinition'
	| 'otherConsent'
	| 'onlyLooking'
	| 'noKey';

/** What a visit of the redirect URL is found to be. */
export type Verdict =
	| { outcome: 'authorized'; link: LinkState; secretId: string; definitionId?: string }
	| { outcome: 'declined'; link: LinkState; declined: Declined }
	| { outcome: 'expired'; link: LinkState }
	| { outcome: 'invalid'; link?: LinkState; reason: InvalidReason };

/** A visit of the redirect URL, as far as it is looked at. */
export interface Visit {
	/** Path and query as the browser sent them. */
	url: string;
	/** The sealed state found in it. */
	sealed: string;
}

/** Bounds first, then the state, its expiry, and whether the redirect is for the same link. Never throws. */
export function judge(
	{ url, sealed }: Visit,
	audience: LinkAudience,
	keys: readonly SigningKey[],
	now: DateTime,
): Verdict {
	const redirect = readRedirectQuery(url);
	const opened = openState(sealed, audience, keys, now);
	if (!('state' in opened)) return { outcome: 'invalid', reason: opened.refusal };
	const link = opened.state;
	if ('refusal' in opened) return { outcome: 'expired', link };
	if ('refusal' in redirect) return { outcome: 'invalid', link, reason: redirect.refusal };

	const { query } = redirect;
	if ('declined' in query) return { outcome: 'declined', link, declined: query.declined };
	if (differ(uuid(query.workspaceId), uuid(link.workspaceId))) {
		return { outcome: 'invalid', link, reason: 'otherWorkspace' };
	}
	if (differ(uuid(query.definitionId), uuid(link.definitionId))) {
		return { outcome: 'invalid', link, reason: 'otherDefinition' };
	}
	if (differ(query.airbyteState, consentState(link.nonce))) {
		return { outcome: 'invalid', link, reason: 'otherConsent' };
	}
	const definitionId = query.definitionId ?? link.definitionId;
	return { outcome: 'authorized', link, secretId: query.secretId, definitionId };
}

/** Whether both are known and not the same. */
function differ(received: string | undefined, expected: string | undefined): boolean {
	return received !== undefined && expected !== undefined && !sameText(received, expected);
}

/** One spelling of an id: people paste them in capitals too. */
function uuid(id: string | undefined): string | undefined {
	return id?.toLowerCase();
}
