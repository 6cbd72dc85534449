import crypto, { createCipheriv } from 'node:crypto';

import { sameText } from '../../nodes/shared/onboarding/sameText';
import { seal, unseal } from '../../nodes/shared/onboarding/sealing';
import { signingKey } from '../../nodes/shared/onboarding/signingKey';
import type { AirbyteCredential } from '../../nodes/shared/api/credential';

const key = signingKey({
	authentication: 'clientCredentials',
	clientSecret: 'of the tests',
} as AirbyteCredential);

const BINDING = ['purpose', 'place'];

/** What `seal` makes, by somebody with the key, with another version byte or a shorter tag. */
function sealedAs(version: number, tagBytes = 16): string {
	const header = Buffer.concat([Buffer.from([version]), key.id]);
	const iv = Buffer.alloc(12, 7);
	const cipher = createCipheriv('aes-256-gcm', key.key, iv).setAAD(
		Buffer.concat([header, Buffer.from(JSON.stringify(BINDING))]),
	);
	const ciphertext = Buffer.concat([cipher.update('text of some length', 'utf8'), cipher.final()]);
	const tag = cipher.getAuthTag().subarray(0, tagBytes);
	return Buffer.concat([header, iv, ciphertext, tag]).toString('base64url');
}

describe('a sealed text', () => {
	it('opens for its purpose and place only', () => {
		const sealed = seal('text', BINDING, key);
		expect(unseal(sealed, BINDING, [key])).toEqual({ text: 'text' });
		expect(unseal(sealed, ['other', 'place'], [key])).toEqual({ refusal: 'forged' });
		expect(unseal(sealed, ['purposeplace'], [key])).toEqual({ refusal: 'forged' });
	});

	it('cannot be downgraded: no version but the one there is, no shorter tag', () => {
		expect(unseal(sealedAs(1), BINDING, [key])).toHaveProperty('text');
		for (const version of [0, 2, 255]) {
			expect(unseal(sealedAs(version), BINDING, [key])).toEqual({ refusal: 'malformed' });
		}
		for (const tagBytes of [4, 8, 12, 15]) {
			expect(unseal(sealedAs(1, tagBytes), BINDING, [key])).toEqual({ refusal: 'forged' });
		}
	});
});

describe('comparisons', () => {
	let compared: jest.SpyInstance;

	beforeEach(() => {
		compared = jest.spyOn(crypto, 'timingSafeEqual');
	});

	afterEach(() => compared.mockRestore());

	it('of texts take a time that tells nothing', () => {
		expect(sameText('workspace', 'workspace')).toBe(true);
		expect(sameText('workspace', 'workspacE')).toBe(false);
		expect(sameText('workspace', 'w')).toBe(false);
		expect(compared).toHaveBeenCalledTimes(3);
	});

	it('of keys do so too', () => {
		unseal(seal('text', BINDING, key), BINDING, [key]);
		expect(compared).toHaveBeenCalledTimes(1);
	});
});
