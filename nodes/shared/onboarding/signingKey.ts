import { hkdfSync } from 'node:crypto';

import { UserError } from 'n8n-workflow';

import type { AirbyteCredential } from '../api/credential';

/** What links are sealed with. Two credentials with the same secret have the same key and the same id. */
export interface SigningKey {
	/** 32 bytes for AES-256. */
	key: Buffer;
	/** 4 bytes that tell one key from another, and nothing about the key. */
	id: Buffer;
}

/**
 * The key of a credential, by HKDF-SHA256 (RFC 5869) from its link signing secret, else from the secret it proves
 * itself with.
 *
 * @throws UserError when the credential holds no secret at all
 */
export function signingKey(credential: AirbyteCredential): SigningKey {
	const secret = credential.linkSigningSecret || ownSecret(credential);
	if (secret) return keyOf(secret);
	throw new UserError('The Airbyte credential holds no secret to seal links with', {
		description:
			"Fill in 'Link Signing Secret' in the credential: any text of 32 or more random characters.",
	});
}

/**
 * All keys whose links open: the one that seals, then the one before a rotation.
 *
 * @throws UserError when the credential holds no secret at all
 */
export function openingKeys(credential: AirbyteCredential): SigningKey[] {
	const { previousSigningSecret: previous } = credential;
	return [signingKey(credential), ...(previous ? [keyOf(previous)] : [])];
}

function ownSecret(credential: AirbyteCredential): string {
	switch (credential.authentication) {
		case 'clientCredentials':
			return credential.clientSecret;
		case 'apiKey':
			return credential.apiKey;
		case 'basicAuth':
			return credential.password;
		default:
			return '';
	}
}

function keyOf(secret: string): SigningKey {
	return { key: derive(secret, 'link-state:key', 32), id: derive(secret, 'link-state:key-id', 4) };
}

function derive(secret: string, purpose: string, bytes: number): Buffer {
	return Buffer.from(hkdfSync('sha256', secret, 'n8n-nodes-airbyte', purpose, bytes));
}
