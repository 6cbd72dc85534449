import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { SigningKey } from './signingKey';

/** What a link carries through the customer's browser and back. Sealed: the customer can neither read nor alter it. */
export interface LinkState {
	/** 128 random bits, base64url: names this link; knowing it opens nothing. */
	nonce: string;
	workspaceId: string;
	sourceType: string;
	/** Whatever the caller wants back with the redirect. */
	context: IDataObject;
	/** ISO 8601, UTC. */
	issuedAt: string;
	/** ISO 8601, UTC. */
	expiresAt: string;
}

/** Where a link belongs: it opens nowhere else. Authenticated with the state, not carried in it. */
export interface LinkAudience {
	/** Root of the Airbyte API. */
	apiRoot: string;
	/** Webhook id of the trigger that receives the redirect. */
	webhookId: string;
}

/** Why a state was not opened. For the owner's log; the customer is told the same for all but `expired`. */
export type StateRefusal = 'malformed' | 'otherKey' | 'forged' | 'expired';

export type OpenedState = { state: LinkState } | { refusal: StateRefusal };

const VERSION = Buffer.from([1]);
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = VERSION.length + KEY_ID_BYTES;

/** Bytes of JSON that the context may have, so that the link stays below 2,000 characters, which every browser takes. */
export const MAX_CONTEXT_BYTES = 1024;

/** No sealed state is longer, in characters; a longer one is refused unread. */
const MAX_SEALED_LENGTH = 2500;

/** A new link's state: a fresh nonce, times from `now` and the link's lifetime. */
export function newLinkState(
	link: Pick<LinkState, 'workspaceId' | 'sourceType' | 'context'>,
	issuedAt: DateTime,
	expiresAt: DateTime,
): LinkState {
	const contextBytes = Buffer.byteLength(JSON.stringify(link.context));
	if (contextBytes > MAX_CONTEXT_BYTES) {
		throw new UserError(
			`The field 'Context' has ${contextBytes} bytes; a link carries at most ${MAX_CONTEXT_BYTES}`,
			{ description: 'Put an id in the context and look the rest up when the customer is back.' },
		);
	}
	return {
		...link,
		nonce: randomBytes(16).toString('base64url'),
		issuedAt: iso(issuedAt),
		expiresAt: iso(expiresAt),
	};
}

/**
 * Seals a state with AES-256-GCM for a URL path: base64url of version, key id, IV, ciphertext and tag.
 * The header and the audience are authenticated too.
 */
export function sealState(
	state: LinkState,
	audience: LinkAudience,
	{ key, id }: SigningKey,
): string {
	const header = Buffer.concat([VERSION, id]);
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(authenticated(header, audience));
	const ciphertext = Buffer.concat([cipher.update(JSON.stringify(state), 'utf8'), cipher.final()]);
	return Buffer.concat([header, iv, ciphertext, cipher.getAuthTag()]).toString('base64url');
}

/** Opens what {@link sealState} made. Never throws: anything else than an intact, living state is a refusal. */
export function openState(
	sealed: string,
	audience: LinkAudience,
	{ key, id }: SigningKey,
	now: DateTime,
): OpenedState {
	if (sealed.length > MAX_SEALED_LENGTH || !/^[\w-]+$/.test(sealed))
		return { refusal: 'malformed' };
	const bytes = Buffer.from(sealed, 'base64url');
	// Base64 has more than one spelling for some bytes; only the one that was issued is the state.
	if (
		bytes.length <= HEADER_BYTES + IV_BYTES + TAG_BYTES ||
		bytes.toString('base64url') !== sealed
	) {
		return { refusal: 'malformed' };
	}
	const header = bytes.subarray(0, HEADER_BYTES);
	if (!header.subarray(0, VERSION.length).equals(VERSION)) return { refusal: 'malformed' };
	if (!header.subarray(VERSION.length).equals(id)) return { refusal: 'otherKey' };

	const state = decrypt(bytes, authenticated(header, audience), key);
	if (!state) return { refusal: 'forged' };
	return now < DateTime.fromISO(state.expiresAt) ? { state } : { refusal: 'expired' };
}

function decrypt(bytes: Buffer, aad: Buffer, key: Buffer): LinkState | undefined {
	const body = bytes.subarray(HEADER_BYTES);
	const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV_BYTES), {
		authTagLength: TAG_BYTES,
	})
		.setAAD(aad)
		.setAuthTag(body.subarray(-TAG_BYTES));
	try {
		const text = Buffer.concat([
			decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)),
			decipher.final(),
		]);
		return JSON.parse(text.toString()) as LinkState;
	} catch {
		return undefined;
	}
}

function authenticated(header: Buffer, { apiRoot, webhookId }: LinkAudience): Buffer {
	return Buffer.concat([header, Buffer.from(JSON.stringify([apiRoot, webhookId]))]);
}

function iso(time: DateTime): string {
	return time.toUTC().toISO() ?? '';
}
