import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';

import type { SigningKey } from './signingKey';

/** Why a sealed text was not opened. */
export type SealRefusal = 'malformed' | 'otherKey' | 'forged';

export type Unsealed = { text: string } | { refusal: SealRefusal };

const VERSION = Buffer.from([1]);
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = VERSION.length + KEY_ID_BYTES;

/**
 * Seals a text with AES-256-GCM so that it fits into a URL: base64url of version, key id, IV, ciphertext and tag.
 *
 * @param binding where the text belongs, such as its purpose and place; authenticated, not carried
 */
export function seal(text: string, binding: readonly string[], { key, id }: SigningKey): string {
	const header = Buffer.concat([VERSION, id]);
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(authenticated(header, binding));
	const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([header, iv, ciphertext, cipher.getAuthTag()]).toString('base64url');
}

/** Opens what {@link seal} made with any of the keys. Never throws: anything else is a refusal. */
export function unseal(
	sealed: string,
	binding: readonly string[],
	keys: readonly SigningKey[],
): Unsealed {
	if (!/^[\w-]+$/.test(sealed)) return { refusal: 'malformed' };
	const bytes = Buffer.from(sealed, 'base64url');
	// Base64 has more than one spelling for some bytes; only the one that was issued counts.
	if (
		bytes.length <= HEADER_BYTES + IV_BYTES + TAG_BYTES ||
		bytes.toString('base64url') !== sealed
	) {
		return { refusal: 'malformed' };
	}
	const header = bytes.subarray(0, HEADER_BYTES);
	if (!header.subarray(0, VERSION.length).equals(VERSION)) return { refusal: 'malformed' };
	const signingKey = keys.find(({ id }) => timingSafeEqual(id, header.subarray(VERSION.length)));
	if (!signingKey) return { refusal: 'otherKey' };

	const text = decrypt(bytes.subarray(HEADER_BYTES), authenticated(header, binding), signingKey);
	return text === undefined ? { refusal: 'forged' } : { text };
}

function decrypt(body: Buffer, aad: Buffer, { key }: SigningKey): string | undefined {
	const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV_BYTES), {
		authTagLength: TAG_BYTES,
	})
		.setAAD(aad)
		.setAuthTag(body.subarray(-TAG_BYTES));
	try {
		return Buffer.concat([
			decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)),
			decipher.final(),
		]).toString();
	} catch {
		return undefined;
	}
}

function authenticated(header: Buffer, binding: readonly string[]): Buffer {
	return Buffer.concat([header, Buffer.from(JSON.stringify(binding))]);
}
