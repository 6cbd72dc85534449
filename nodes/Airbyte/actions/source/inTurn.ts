/** Beyond so many the turns taken longest ago are forgotten. */
const REMEMBERED = 20_000;

/** Lets what has the same key happen one after the other, and knows which turn came last. */
export class InTurn {
	/** How many turns have ended; the time by which turns and readings are told apart. */
	now = 0;

	private readonly underWay = new Map<string, Promise<unknown>>();

	private readonly ended = new Map<string, number>();

	/**
	 * Waits until nothing else of this key is under way.
	 *
	 * @param act is told when the last turn of this key ended, 0 where none is known
	 */
	async take<Result>(key: string, act: (lastTurn: number) => Promise<Result>): Promise<Result> {
		const go = async () => {
			try {
				return await act(this.ended.get(key) ?? 0);
			} finally {
				this.end(key);
			}
		};
		const turn = (this.underWay.get(key) ?? Promise.resolve()).then(go, go);
		this.underWay.set(key, turn);
		const leave = () => {
			if (this.underWay.get(key) === turn) this.underWay.delete(key);
		};
		turn.then(leave, leave);
		return await turn;
	}

	private end(key: string): void {
		this.ended.delete(key);
		this.ended.set(key, ++this.now);
		const [oldest] = this.ended.keys();
		if (oldest !== undefined && this.ended.size > REMEMBERED) this.ended.delete(oldest);
	}
}
