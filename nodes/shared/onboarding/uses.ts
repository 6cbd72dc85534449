import type { Outcome } from './outcome';

/** How a used link ended, and until when it has to be remembered: after that it has expired anyway. */
interface Use {
	outcome: Outcome;
	/** Seconds since the epoch. */
	until: number;
}

const OUTCOMES: readonly Outcome[] = ['authorized', 'declined', 'expired', 'invalid'];

/**
 * Used links by their nonce. As JSON they are one short text, some 30 characters a link: n8n reads the static data of a
 * workflow with every visit and copies it into every execution.
 */
export class Uses {
	private readonly byNonce = new Map<string, Use>();

	/** The text that was read or written last: there is nothing new in it. */
	private known = '';

	get(nonce: string): Use | undefined {
		return this.byNonce.get(nonce);
	}

	add(nonce: string, use: Use): void {
		this.byNonce.set(nonce, use);
	}

	/** @param now seconds since the epoch */
	forgetBefore(now: number): void {
		for (const [nonce, { until }] of this.byNonce) if (until < now) this.byNonce.delete(nonce);
	}

	/** Takes over what stands in n8n's static data, written by this process or another. */
	merge(stored: unknown): void {
		if (typeof stored !== 'string' || stored === this.known) return;
		for (const entry of stored.split(' ')) {
			const [nonce = '', outcome = '', until = ''] = entry.split(':');
			const use = { outcome: OUTCOMES[Number(outcome)], until: parseInt(until, 36) };
			if (use.outcome && !this.byNonce.has(nonce))
				this.add(nonce, { ...use, outcome: use.outcome });
		}
		this.known = stored;
	}

	toJSON(): string {
		this.known = [...this.byNonce]
			.map(([nonce, use]) => `${nonce}:${OUTCOMES.indexOf(use.outcome)}:${use.until.toString(36)}`)
			.join(' ');
		return this.known;
	}
}
