import { DateTime, type Duration } from 'luxon';

/**
 * Values that are worth keeping for a short while. However many ask for a missing one at once, it is fetched once; a
 * failure is not kept.
 */
export class ShortCache<Value> {
	private readonly entries = new Map<string, { value: Promise<Value>; until: DateTime }>();

	/** @param capacity beyond which the oldest entry goes */
	constructor(
		private readonly lifetime: Duration,
		private readonly capacity: number,
	) {}

	async get(key: string, fetch: () => Promise<Value>): Promise<Value> {
		const now = DateTime.utc();
		const known = this.entries.get(key);
		if (known && now < known.until) return await known.value;
		const entry = { value: fetch(), until: now.plus(this.lifetime) };
		this.entries.delete(key);
		this.entries.set(key, entry);
		this.dropOldest();
		entry.value.catch(() => {
			if (this.entries.get(key) === entry) this.entries.delete(key);
		});
		return await entry.value;
	}

	clear(): void {
		this.entries.clear();
	}

	private dropOldest(): void {
		const [oldest] = this.entries.keys();
		if (oldest !== undefined && this.entries.size > this.capacity) this.entries.delete(oldest);
	}
}
