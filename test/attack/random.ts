/** A stream of numbers that its seed determines (mulberry32), so that a failure can be run again. */
export class Random {
	constructor(private seed: number) {}

	/** At least 0, less than `below`. */
	below(below: number): number {
		this.seed = (this.seed + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	}

	pick<Value>(values: readonly Value[]): Value {
		const value = values[this.below(values.length)];
		if (value === undefined) throw new Error('Nothing to pick from');
		return value;
	}

	text(alphabet: string, length: number): string {
		const characters = [...alphabet];
		return Array.from({ length }, () => this.pick(characters)).join('');
	}
}
