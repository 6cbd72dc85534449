/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { ATTACKS } from './attacks';
import { attack } from './campaign';

/** `npm run test:attack` sets both; the suite of every day is content with fewer. */
const COUNT = Number(process.env.ATTACK_COUNT ?? 1_000);
const SEED = Number(process.env.ATTACK_SEED ?? 1);

test(
	`of ${COUNT} attacks (seed ${SEED}) none is accepted, none starts a workflow, none breaks the receiver`,
	async () => {
		const { sent, statuses, refusals, accepted, started, linksAlive } = await attack(COUNT, SEED);
		const replays = sent.replay ?? 0;

		expect(accepted).toEqual([]);
		expect(started).toBe(0);
		expect(statuses).toEqual({ 200: replays, 400: COUNT - replays });
		expect(Object.keys(sent).sort()).toEqual(Object.keys(ATTACKS).sort());
		// Outside, all refusals look alike.
		expect(refusals).toBe(1);
		expect(linksAlive).toBe(true);
	},
	10 * 60_000,
);
