import { sleep } from 'n8n-workflow';

/**
 * Works on the numbers from 0 to `count` - 1, several at the same time.
 *
 * @param limit how many at the same time, at most
 * @param goesOn asked before each; once it says no, nothing more is begun
 * @returns the results by number
 * @throws the error of the lowest number that failed, after all that was begun has ended; nothing more is begun then
 */
export async function runPool<Result>(
	count: number,
	limit: number,
	work: (index: number) => Promise<Result>,
	goesOn: () => boolean = () => true,
): Promise<Result[]> {
	const results: Result[] = [];
	const failures = new Map<number, unknown>();
	const turn = turns();
	let next = 0;

	const worker = async (): Promise<void> => {
		for (;;) {
			await turn();
			if (next >= count || failures.size > 0 || !goesOn()) return;
			const index = next++;
			await work(index).then(
				(result) => (results[index] = result),
				(error: unknown) => failures.set(index, error),
			);
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));

	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
	return results;
}

/**
 * Lets callers through one by one, each in a turn of the event loop of its own, so that the request of one is on its way
 * before the next is prepared. Answers that come at the same moment would otherwise make ten requests be prepared first
 * and leave together, whose answers come at the same moment again.
 */
function turns(): () => Promise<void> {
	let last = Promise.resolve();
	return async () => await (last = last.then(async () => await sleep(0)));
}
