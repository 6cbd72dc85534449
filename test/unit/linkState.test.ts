import { DateTime } from 'luxon';

import type { AirbyteCredential } from '../../nodes/shared/api/credential';
import {
	MAX_CARRIED_BYTES,
	newLinkState,
	openState,
	sealState,
} from '../../nodes/shared/onboarding/linkState';
import { openingKeys, signingKey } from '../../nodes/shared/onboarding/signingKey';

const keyOf = (credential: Partial<AirbyteCredential>) =>
	signingKey({
		authentication: 'clientCredentials',
		clientSecret: 'secret',
		...credential,
	} as AirbyteCredential);

const key = keyOf({});
const audience = { apiRoot: 'https://api.airbyte.com/v1', receiver: 'webhook' };
const now = DateTime.fromISO('2026-11-24T12:00:00Z', { zone: 'utc' });
const state = newLinkState(
	{ workspaceId: 'workspace', sourceType: 'hubspot', context: { customer: 'Ä', n: [1] } },
	now,
	now.plus({ hours: 1 }),
);

describe('a sealed state', () => {
	const sealed = sealState(state, audience, key);

	it('opens where it belongs, with all it carried', () => {
		expect(openState(sealed, audience, [key], now)).toEqual({ state });
	});

	it('fits into one segment of a path', () => {
		expect(sealed).toMatch(/^[\w-]+$/);
		const largest = { filler: 'x'.repeat(MAX_CARRIED_BYTES - '{"filler":""}'.length) };
		const full = newLinkState({ ...state, context: largest }, now, now);
		expect(sealState(full, audience, key).length).toBeLessThan(2000);
	});

	it('shows nothing of what it carries', () => {
		const bytes = Buffer.from(sealed, 'base64url').toString('latin1');
		for (const part of ['workspace', 'hubspot', 'customer']) expect(bytes).not.toContain(part);
	});

	it('is another one each time', () => {
		expect(sealState(state, audience, key)).not.toBe(sealed);
		expect(newLinkState(state, now, now).nonce).not.toBe(newLinkState(state, now, now).nonce);
	});

	it('expires', () => {
		expect(openState(sealed, audience, [key], now.plus({ minutes: 59 }))).toEqual({ state });
		expect(openState(sealed, audience, [key], now.plus({ hours: 1 }))).toEqual({
			refusal: 'expired',
			state,
		});
	});

	it.each([
		['another trigger', { ...audience, receiver: 'other' }],
		['another Airbyte', { ...audience, apiRoot: 'https://airbyte.example.com/api/public/v1' }],
	])('does not open at %s', (_where, elsewhere) => {
		expect(openState(sealed, elsewhere, [key], now)).toEqual({ refusal: 'forged' });
	});

	it('is told apart from a forgery when another key made it', () => {
		expect(openState(sealed, audience, [keyOf({ clientSecret: 'new' })], now)).toEqual({
			refusal: 'otherKey',
		});
	});

	it('does not open with any one bit flipped', () => {
		const bytes = Buffer.from(sealed, 'base64url');
		for (let bit = 0; bit < bytes.length * 8; bit++) {
			const altered = Buffer.from(bytes);
			altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
			expect(openState(altered.toString('base64url'), audience, [key], now)).toHaveProperty(
				'refusal',
			);
		}
	});

	it('does not open cut, lengthened or spelled otherwise', () => {
		for (let length = 0; length < sealed.length; length++) {
			expect(openState(sealed.slice(0, length), audience, [key], now)).toHaveProperty('refusal');
		}
		for (const altered of [
			`${sealed}A`,
			`${sealed}=`,
			` ${sealed}`,
			sealed.repeat(20),
			':state',
			'ä',
		]) {
			expect(openState(altered, audience, [key], now)).toHaveProperty('refusal');
		}
	});
});

describe('a sealed state that is too long', () => {
	it('is refused unread, even where the key made it', () => {
		const context = { filler: 'x'.repeat(3000) };
		const oversized = sealState({ ...state, context }, audience, key);
		expect(openState(oversized, audience, [key], now)).toEqual({ refusal: 'malformed' });
	});
});

describe('the context of a link', () => {
	it('is refused above its limit, with the sizes', () => {
		const context = { filler: 'ä'.repeat(MAX_CARRIED_BYTES) };
		expect(() => newLinkState({ ...state, context }, now, now)).toThrow(
			/^The field 'Context' has 2061 bytes; a link carries at most 1024/,
		);
	});

	it('shares that limit with the page texts and addresses of the link', () => {
		const context = { filler: 'x'.repeat(600) };
		const page = { connectedText: 'x'.repeat(600) };
		expect(() => newLinkState({ ...state, context, page }, now, now)).toThrow(
			/^What the link carries \(context, OAuth input, page texts and URLs\) has \d+ bytes/,
		);
	});
});

describe('the signing key', () => {
	it('comes from the link signing secret where there is one', () => {
		const own = keyOf({ linkSigningSecret: 'links', clientSecret: 'a' });
		expect(own).toEqual(keyOf({ linkSigningSecret: 'links', clientSecret: 'b' }));
		expect(own).not.toEqual(keyOf({ clientSecret: 'links2' }));
	});

	it('opens what was sealed before a rotation, and seals with the new secret alone', () => {
		const before = { clientSecret: 's', linkSigningSecret: 'old' };
		const after = { ...before, linkSigningSecret: 'new', previousSigningSecret: 'old' };
		const old = sealState(state, audience, keyOf(before));
		const keys = openingKeys({
			authentication: 'clientCredentials',
			...after,
		} as AirbyteCredential);
		expect(openState(old, audience, keys, now)).toEqual({ state });
		expect(keyOf(after)).toEqual(keyOf({ linkSigningSecret: 'new' }));
		expect(openState(old, audience, keys.slice(0, 1), now)).toEqual({ refusal: 'otherKey' });
	});

	it.each([
		['clientCredentials', { clientSecret: 's' }],
		['apiKey', { apiKey: 's' }],
		['basicAuth', { password: 's' }],
	] as const)('else from the secret of %s', (authentication, secret) => {
		expect(keyOf({ clientSecret: '', authentication, ...secret })).toEqual(
			keyOf({ clientSecret: 's' }),
		);
	});

	it('is refused where the credential holds no secret', () => {
		expect(() => keyOf({ authentication: 'none' })).toThrow(/no secret to seal links with/);
	});
});
