import { randomBytes } from 'node:crypto';

import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { PageTexts } from './pageTexts';
import { seal, unseal, type SealRefusal } from './sealing';
import type { SigningKey } from './signingKey';

/** What a link carries through the customer's browser and back. Sealed: the customer can neither read nor alter it. */
export interface LinkState {
	/** 128 random bits, base64url: names this link; knowing it opens nothing. */
	nonce: string;
	workspaceId: string;
	sourceType: string;
	/** The connector, where it is known; the redirect must then be for the same one. */
	definitionId?: string;
	/** The existing source that the customer's consent renews. */
	sourceId?: string;
	/** Whatever the caller wants back with the redirect. */
	context: IDataObject;
	/** What the connector was told before the consent; the source's configuration needs it again. */
	oAuthInputConfiguration?: IDataObject;
	/** What the page at the end says to this customer. */
	page?: PageTexts;
	/** Where the customer goes on to; https. */
	successUrl?: string;
	failureUrl?: string;
	/** ISO 8601, UTC. */
	issuedAt: string;
	/** ISO 8601, UTC. */
	expiresAt: string;
}

/** What a caller decides about a link; the rest is made. */
export type LinkOrder = Omit<LinkState, 'nonce' | 'issuedAt' | 'expiresAt'>;

/** Where a link belongs: it opens nowhere else. Authenticated with the state, not carried in it. */
export interface LinkAudience {
	/** Root of the Airbyte API. */
	apiRoot: string;
	/** What receives the redirect: the webhook id of a trigger, or a waiting execution. */
	receiver: string;
}

/** `expired` comes with the state: it was ours once, so its owner may be told whose it was. */
export type OpenedState =
	{ state: LinkState } | { refusal: SealRefusal } | { refusal: 'expired'; state: LinkState };

/** Bytes of JSON that a caller's part may have, so that the link stays below 2,000 characters, which every browser takes. */
export const MAX_CARRIED_BYTES = 1024;

/** No sealed state is longer, in characters; a longer one is refused unread. */
const MAX_SEALED_LENGTH = 2500;

/**
 * A new link's state: a fresh nonce, times from `now` and the link's lifetime.
 *
 * @throws UserError when the link would have to carry too much
 */
export function newLinkState(order: LinkOrder, issuedAt: DateTime, expiresAt: DateTime): LinkState {
	const { context, oAuthInputConfiguration, page, successUrl, failureUrl } = order;
	refuseOversize("The field 'Context'", { context });
	refuseOversize('What the link carries (context, OAuth input, page texts and URLs)', {
		context,
		oAuthInputConfiguration,
		page,
		successUrl,
		failureUrl,
	});
	return {
		...order,
		nonce: randomBytes(16).toString('base64url'),
		issuedAt: iso(issuedAt),
		expiresAt: iso(expiresAt),
	};
}

/** Seals a state for a URL, bound to where it belongs. */
export function sealState(state: LinkState, audience: LinkAudience, key: SigningKey): string {
	return seal(JSON.stringify(state), binding(audience), key);
}

/** Opens what {@link sealState} made. Never throws: anything else than an intact, living state is a refusal. */
export function openState(
	sealed: string,
	audience: LinkAudience,
	keys: readonly SigningKey[],
	now: DateTime,
): OpenedState {
	if (sealed.length > MAX_SEALED_LENGTH) return { refusal: 'malformed' };
	const opened = unseal(sealed, binding(audience), keys);
	if ('refusal' in opened) return opened;
	const state = JSON.parse(opened.text) as LinkState;
	return now < DateTime.fromISO(state.expiresAt) ? { state } : { refusal: 'expired', state };
}

function binding({ apiRoot, receiver }: LinkAudience): string[] {
	return ['link-state', apiRoot, receiver];
}

function refuseOversize(what: string, { context, ...rest }: Partial<LinkOrder>): void {
	const bytes = [context, ...Object.values(rest)]
		.filter((part) => part !== undefined)
		.reduce<number>((sum, part) => sum + Buffer.byteLength(JSON.stringify(part)), 0);
	if (bytes <= MAX_CARRIED_BYTES) return;
	throw new UserError(`${what} has ${bytes} bytes; a link carries at most ${MAX_CARRIED_BYTES}`, {
		description: 'Put an id in the context and look the rest up when the customer is back.',
	});
}

function iso(time: DateTime): string {
	return time.toUTC().toISO() ?? '';
}
