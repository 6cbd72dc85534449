import type { Clock } from './clock';

/** How fast the requests of one execution may go. */
export interface PaceLimits {
	/** Requests under way at once, at most. */
	concurrency: number;
	/** Requests begun in a minute, at most; 0 for no ceiling. */
	requestsPerMinute: number;
	/** Milliseconds of being refused after which an item is given up. */
	giveUpAfterMs: number;
}

/** A request that was let through; says when it is over. */
export interface Admission {
	startedAt: number;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
const SECOND_MS = 1000;

/**
 * The shared pace of all requests of one execution. When Airbyte refuses one with 429 the whole node slows down:
 * it pauses and halves the number of requests under way, and where refusals go on, drops to nine tenths of the rate that
 * was accepted in the last second. Each accepted request then raises both a little (additive increase, multiplicative
 * decrease), the rate ever faster the longer nothing was refused.
 */
export class Pace {
	/** How many times the node slowed down. */
	slowdowns = 0;

	private readonly ceiling: number;
	private concurrency: number;
	/** Requests begun per second, at most. */
	private rate: number;
	private underWay = 0;
	private readonly queue: Array<() => void> = [];
	private nextStart = 0;
	private pausedUntil = 0;
	private pauseMs = FIRST_PAUSE_MS;
	private slowedAt = -Infinity;
	private refusedSince?: number;
	/** Slow-downs since something was accepted. */
	private refusalsOnEnd = 0;
	/** When the answers of the last second were accepted. */
	private readonly accepted: number[] = [];

	constructor(
		private readonly limits: PaceLimits,
		private readonly clock: Clock,
		private readonly random: () => number = Math.random,
	) {
		this.ceiling = limits.requestsPerMinute > 0 ? limits.requestsPerMinute / 60 : Infinity;
		this.concurrency = limits.concurrency;
		this.rate = this.ceiling;
	}

	/** Waits until the next request may begin. Each admission ends in {@link accept}, {@link refuse} or {@link end}. */
	async admit(): Promise<Admission> {
		if (this.underWay >= Math.floor(this.concurrency)) {
			await new Promise<void>((resolve) => this.queue.push(resolve));
		} else {
			this.underWay++;
		}
		// Others may lengthen the pause or lower the rate while this one waits.
		for (let wait = this.wait(); wait > 0; wait = this.wait()) await this.clock.sleep(wait);
		const startedAt = this.clock.now();
		if (this.rate < Infinity) {
			this.nextStart =
				Math.max(this.nextStart, startedAt - SECOND_MS / this.rate) + SECOND_MS / this.rate;
		}
		return { startedAt };
	}

	/** The request was carried out, or failed for a reason of its own. */
	accept(): void {
		const now = this.clock.now();
		this.accepted.push(now);
		this.forgetBefore(now - SECOND_MS);
		this.refusedSince = undefined;
		this.refusalsOnEnd = 0;
		this.pauseMs = FIRST_PAUSE_MS;
		this.concurrency = Math.min(this.limits.concurrency, this.concurrency + 1 / this.concurrency);
		if (this.rate < this.ceiling) {
			const quietSeconds = (now - this.slowedAt) / SECOND_MS;
			this.rate = Math.min(this.ceiling, this.rate + (1 + (quietSeconds / 2) ** 2) / this.rate);
		}
		this.end();
	}

	/**
	 * Airbyte refused the request because too many come.
	 *
	 * @param retryAfterMs what Airbyte asks to wait, where it does
	 * @returns since when nothing but refusals came, in milliseconds since the epoch
	 */
	refuse({ startedAt }: Admission, retryAfterMs = 0): number {
		const now = this.clock.now();
		this.refusedSince ??= now;
		// Requests that were under way when the node slowed down say nothing new.
		if (startedAt > this.slowedAt) this.slowDown(now);
		this.pausedUntil = Math.max(this.pausedUntil, now + retryAfterMs);
		this.end();
		return this.refusedSince;
	}

	/** The request is over without telling anything of the pace. */
	end(): void {
		this.underWay--;
		while (this.queue.length > 0 && this.underWay < Math.floor(this.concurrency)) {
			this.underWay++;
			this.queue.shift()?.();
		}
	}

	/** Whether something refused since this time is to be given up. */
	isOver(refusedSince: number): boolean {
		return this.clock.now() - refusedSince >= this.limits.giveUpAfterMs;
	}

	private slowDown(now: number): void {
		this.slowdowns++;
		this.slowedAt = now;
		this.refusalsOnEnd++;
		this.concurrency = Math.max(1, this.concurrency / 2);
		this.rate = this.slowerRate(now);
		this.pausedUntil = Math.max(this.pausedUntil, now + this.pauseMs * (0.5 + this.random() / 2));
		this.pauseMs = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2);
	}

	/**
	 * Refused again after two pauses, the rate of the last second was too high. A single refusal says so only where the
	 * requests did come at the rate: otherwise it may be chance, or somebody else's doing.
	 */
	private slowerRate(now: number): number {
		this.forgetBefore(now - SECOND_MS);
		const accepted = this.accepted.length;
		if (this.refusalsOnEnd > 2) {
			const slower = this.rate === Infinity ? 1 : this.rate * 0.7;
			return Math.min(this.rate, Math.max(accepted * 0.9, slower));
		}
		return accepted >= this.rate * 0.8 ? this.rate * 0.9 : this.rate;
	}

	private wait(): number {
		return Math.max(this.pausedUntil, this.nextStart) - this.clock.now();
	}

	private forgetBefore(time: number): void {
		const first = this.accepted.findIndex((at) => at >= time);
		this.accepted.splice(0, first === -1 ? this.accepted.length : first);
	}
}
