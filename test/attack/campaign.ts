/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { request } from 'node:http';

import { Duration, Settings } from 'luxon';

import { apiRoot } from '../../nodes/shared/api/baseUrl';
import type { AirbyteCredential } from '../../nodes/shared/api/credential';
import { Onboarding } from '../engine/harness/onboarding';
import { TRIGGER_URL } from '../engine/harness/parameters';
import { ATTACKS, type Loot } from './attacks';
import { Random } from './random';

export interface CampaignResult {
	/** Attacks of each kind. */
	sent: Record<string, number>;
	/** How often each status came back. */
	statuses: Record<number, number>;
	/** Different refusals, as far as they can be told apart from outside. */
	refusals: number;
	/** Attacks that were answered as an account that is connected now. */
	accepted: string[];
	/** Workflows that were started by attacks. */
	started: number;
	/** Whether each link that attackers had in hand still does its work afterwards. */
	linksAlive: boolean;
}

const AT_ONCE = 50;

/** Attacks the receiver with so many generated redirects, each kind as often as the others. */
export async function attack(count: number, seed: number): Promise<CampaignResult> {
	const onboarding = await Onboarding.start();
	try {
		return await run(onboarding, count, new Random(seed));
	} finally {
		await onboarding.stop();
	}
}

async function run(onboarding: Onboarding, count: number, random: Random): Promise<CampaignResult> {
	const { trigger } = onboarding;
	const loot = await gather(onboarding);
	trigger.started.length = 0;
	const kinds = Object.keys(ATTACKS);
	const result: CampaignResult = {
		sent: {},
		statuses: {},
		refusals: 0,
		accepted: [],
		started: 0,
		linksAlive: false,
	};
	const refusals = new Set<string>();
	for (let sent = 0; sent < count; sent += AT_ONCE) {
		const batch = Array.from({ length: Math.min(AT_ONCE, count - sent) }, (_, i) => {
			const kind = kinds[(sent + i) % kinds.length] ?? '';
			result.sent[kind] = (result.sent[kind] ?? 0) + 1;
			return { kind, path: ATTACKS[kind]?.(random, loot) ?? '' };
		});
		await Promise.all(
			batch.map(async ({ kind, path }) => {
				const { status, page } = await get(trigger.port, path);
				result.statuses[status] = (result.statuses[status] ?? 0) + 1;
				if (status === 200 && !(kind === 'replay' && page.includes('already connected'))) {
					result.accepted.push(`${kind}: ${path}`);
				}
				if (kind !== 'replay') refusals.add(page);
			}),
		);
	}
	result.started = trigger.started.length;
	result.refusals = refusals.size;
	for (const { href } of loot.good) await trigger.visit(href);
	result.linksAlive = trigger.started.length === result.started + loot.good.length;
	return result;
}

async function gather(onboarding: Onboarding): Promise<Loot> {
	const { engine, trigger } = onboarding;
	const good = await Promise.all(
		Array.from({ length: 8 }, async () => await onboarding.redirect()),
	);
	const used = await onboarding.redirect();
	await ago(Duration.fromObject({ minutes: 1 }), async () => await trigger.visit(used.href));
	const credential = engine.credential as AirbyteCredential;
	return {
		good,
		used,
		credential,
		apiRoot: apiRoot(credential.baseUrl),
		receiver: TRIGGER_URL.split('/').at(-3) ?? '',
	};
}

/** Lets something happen in the past: refusals wait while customers are served. */
async function ago(time: Duration, happen: () => Promise<unknown>): Promise<void> {
	const now = Settings.now;
	Settings.now = () => now() - time.toMillis();
	await happen();
	Settings.now = now;
}

/** A GET of exactly this path: nothing tidies it up on the way. */
async function get(port: number, path: string): Promise<{ status: number; page: string }> {
	return await new Promise((resolve, reject) => {
		request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
			const parts: Buffer[] = [];
			response.on('data', (part: Buffer) => parts.push(part));
			response.on('end', () =>
				resolve({ status: response.statusCode ?? 0, page: Buffer.concat(parts).toString() }),
			);
		})
			.on('error', reject)
			.end();
	});
}
