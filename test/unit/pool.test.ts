/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { setImmediate as nextTurn } from 'node:timers/promises';

import { sleep } from 'n8n-workflow';

import { runPool } from '../../nodes/Airbyte/pool';

describe('A pool', () => {
	it('gives results in the order of the numbers, whatever ends first', async () => {
		const results = await runPool(4, 4, async (index) => {
			await sleep(20 * (4 - index));
			return index * 10;
		});
		expect(results).toEqual([0, 10, 20, 30]);
	});

	it('works on so many at once, and not on more', async () => {
		let atWork = 0;
		let most = 0;
		await runPool(20, 3, async () => {
			most = Math.max(most, ++atWork);
			await sleep(50);
			atWork--;
		});
		expect(most).toBe(3);
	});

	it('lets what one number has begun leave the process before it works on the next', async () => {
		const seen: string[] = [];
		await runPool(3, 3, async (index) => {
			seen.push(`begins ${index}`);
			await nextTurn();
			seen.push(`has left ${index}`);
		});
		expect(seen).toEqual([0, 1, 2].flatMap((index) => [`begins ${index}`, `has left ${index}`]));
	});

	it('throws the error of the lowest number once all that was begun has ended, and begins no more', async () => {
		const begun: number[] = [];
		const ended: number[] = [];
		const run = runPool(100, 2, async (index) => {
			begun.push(index);
			if (index === 1) throw new Error('of 1');
			await sleep(50);
			ended.push(index);
			throw new Error(`of ${index}`);
		});
		await expect(run).rejects.toThrow('of 0');
		expect(begun).toEqual([0, 1]);
		expect(ended).toEqual([0]);
	});

	it('begins nothing more once it is told to stop', async () => {
		const begun: number[] = [];
		await runPool(
			10,
			1,
			async (index) => void begun.push(index),
			() => begun.length < 3,
		);
		expect(begun).toEqual([0, 1, 2]);
	});
});
