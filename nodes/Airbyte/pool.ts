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
	let next = 0;

	const worker = async (): Promise<void> => {
		while (next < count && failures.size === 0 && goesOn()) {
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
