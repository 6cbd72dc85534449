import { DateTime } from 'luxon';

import { newLinkState, sealState } from '../../nodes/shared/onboarding/linkState';
import { signingKey } from '../../nodes/shared/onboarding/signingKey';
import type { AirbyteCredential } from '../../nodes/shared/api/credential';
import type { Random } from './random';

/** What an attacker may have in hand. */
export interface Loot {
	/** Redirects of links that are good and unused. */
	good: URL[];
	/** A redirect whose link was used. */
	used: URL;
	/** The credential that seals the good ones, and where they belong. */
	credential: AirbyteCredential;
	apiRoot: string;
	receiver: string;
}

/** One request at the receiver: path and query, not necessarily a URL that a browser would send. */
export type Attack = (random: Random, loot: Loot) => string;

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const ATTACKERS_QUERY = 'secret_id=airbyte_oauth_workspace_attacker_secret_attacker_v1';

const ODD = [
	'ä',
	'漢',
	'\u0000',
	'\u202e',
	'%00',
	'%2F',
	'%252e',
	'<script>',
	"'",
	'"',
	'\\',
	'=',
	'+',
];

function sealedOf({ pathname }: URL): string {
	return pathname.split('/').at(-1) ?? '';
}

/** The redirect with another state, and the attacker's secret. */
function withState({ pathname }: URL, sealed: string, query = ATTACKERS_QUERY): string {
	const path = [...pathname.split('/').slice(0, -1), sealed].join('/');
	return `${path}?${query}`;
}

/** A state as the package seals it, but for one thing. */
function sealedWith(
	{ credential, apiRoot, receiver }: Loot,
	change: { secret?: string; apiRoot?: string; receiver?: string; expired?: boolean },
): string {
	const now = DateTime.utc();
	const state = newLinkState(
		{ workspaceId: 'attacker', sourceType: 'hubspot', context: { admin: true } },
		now.minus({ hours: 2 }),
		change.expired ? now.minus({ milliseconds: 1 }) : now.plus({ hours: 1 }),
	);
	return sealState(
		state,
		{ apiRoot: change.apiRoot ?? apiRoot, receiver: change.receiver ?? receiver },
		signingKey(
			change.secret === undefined
				? credential
				: { ...credential, linkSigningSecret: change.secret },
		),
	);
}

export const ATTACKS: Record<string, Attack> = {
	'bit flip': (random, { good }) => {
		const redirect = random.pick(good);
		const bytes = Buffer.from(sealedOf(redirect), 'base64url');
		for (let flips = 1 + random.below(4); flips > 0; flips--) {
			const at = random.below(bytes.length);
			bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
		}
		const altered = bytes.toString('base64url');
		// Two flips may undo each other.
		return withState(redirect, altered === sealedOf(redirect) ? 'A' : altered);
	},
	truncation: (random, { good }) => {
		const redirect = random.pick(good);
		const sealed = sealedOf(redirect);
		return withState(redirect, sealed.slice(0, random.below(sealed.length)));
	},
	splice: (random, { good }) => {
		const [one, other] = [random.pick(good), random.pick(good)];
		const bytes = [one, other].map((redirect) => Buffer.from(sealedOf(redirect), 'base64url'));
		const cut = 6 + random.below(24);
		const spliced = Buffer.concat([
			bytes[0]?.subarray(0, cut) ?? Buffer.alloc(0),
			bytes[1]?.subarray(cut) ?? Buffer.alloc(0),
		]);
		// Two that begin alike give a good one again, which is no attack.
		const text = spliced.toString('base64url');
		return withState(one, good.map(sealedOf).includes(text) ? `${text}A` : text);
	},
	extension: (random, { good }) => {
		const redirect = random.pick(good);
		return withState(redirect, sealedOf(redirect) + random.text(BASE64URL, 1 + random.below(8)));
	},
	noise: (random, { good }) =>
		withState(random.pick(good), random.text(BASE64URL, random.below(2600))),
	'other key': (random, loot) =>
		withState(random.pick(loot.good), sealedWith(loot, { secret: random.text(BASE64URL, 40) })),
	'other trigger': (random, loot) =>
		withState(random.pick(loot.good), sealedWith(loot, { receiver: random.text(BASE64URL, 36) })),
	'other Airbyte': (random, loot) =>
		withState(
			random.pick(loot.good),
			sealedWith(loot, { apiRoot: `https://${random.text('abc', 8)}.example.com/api/public/v1` }),
		),
	expired: (random, loot) => withState(random.pick(loot.good), sealedWith(loot, { expired: true })),
	replay: (_random, { used }) => withState(used, sealedOf(used)),
	huge: (random, { good }) =>
		withState(random.pick(good), random.text(BASE64URL, 2501 + random.below(6000))),
	'huge query': (random, { good }) => {
		const redirect = random.pick(good);
		return withState(
			redirect,
			sealedOf(redirect),
			`${ATTACKERS_QUERY}&filler=${'x'.repeat(8200 + random.below(4000))}`,
		);
	},
	'non-ASCII': (random, { good }) => {
		const redirect = random.pick(good);
		const sealed = sealedOf(redirect);
		const at = random.below(sealed.length);
		const odd = encodeURI(random.pick(ODD)).replace('?', '');
		return withState(redirect, sealed.slice(0, at) + odd + sealed.slice(at));
	},
	'arrays and repeated parameters': (random, { good }) => {
		const redirect = random.pick(good);
		const query = random.pick([
			`${ATTACKERS_QUERY}&${ATTACKERS_QUERY}`,
			`${ATTACKERS_QUERY}?${ATTACKERS_QUERY}`,
			`${ATTACKERS_QUERY}&workspace_id=a&workspace_id=b`,
			`${ATTACKERS_QUERY}&state=a&state=b`,
			`${ATTACKERS_QUERY}&definition_id=a&definition_id=b`,
		]);
		return withState(redirect, sealedOf(redirect), query);
	},
	'malformed secret': (random, { good }) => {
		const redirect = random.pick(good);
		const secret = random.pick([
			'',
			'short',
			'%3Cscript%3E',
			`x${'y'.repeat(600)}`,
			'a%0D%0Ab%0D%0Ac',
		]);
		return withState(redirect, sealedOf(redirect), `secret_id=${secret}`);
	},
	'other workspace': (random, { good }) => {
		const redirect = random.pick(good);
		return withState(
			redirect,
			sealedOf(redirect),
			`${ATTACKERS_QUERY}&workspace_id=${random.text('0123456789abcdef', 32)}`,
		);
	},
};
