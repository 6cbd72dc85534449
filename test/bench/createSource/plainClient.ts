import { DateTime } from 'luxon';
import { Pool } from 'undici';
import type { Scenario } from './cases';
import type { Place } from './remoteSandbox';
import { nameOf, sourceOf } from './sources';

/** What the same requests take without n8n: connections kept, so many at once. @returns ms */
export async function runPlainClient(
	{ items, concurrency }: Scenario,
	place: Place,
): Promise<number> {
	const { origin, pathname } = new URL(`${place.apiUrl}/sources`);
	const pool = new Pool(origin, { connections: concurrency });
	const headers = {
		authorization: `Bearer ${place.apiKey}`,
		'content-type': 'application/json',
		'user-agent': 'plain',
	};
	let next = 0;
	const worker = async () => {
		while (next < items) {
			const body = JSON.stringify(sourceOf(place, nameOf(next++)));
			const response = await pool.request({ method: 'POST', path: pathname, headers, body });
			await response.body.text();
		}
	};
	const start = DateTime.now();
	await Promise.all(Array.from({ length: concurrency }, worker));
	const took = DateTime.now().diff(start).toMillis();
	await pool.close();
	return took;
}
