/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in development, never inside n8n */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/** `npm run test:attack -- --count 10000 --seed 1` */
const { values } = parseArgs({
	options: {
		count: { type: 'string', default: '10000' },
		seed: { type: 'string', default: '1' },
	},
});
const { status } = spawnSync('npx', ['jest', 'test/attack', '--verbose'], {
	stdio: 'inherit',
	env: { ...process.env, ATTACK_COUNT: values.count, ATTACK_SEED: values.seed },
});
process.exitCode = status ?? 1;
