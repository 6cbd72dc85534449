import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GateStep } from '../gate';
import { chance } from './chance';
import { faultNames, faults, type FaultName, type FaultSettings } from './faults';
import { strikeAfterWork, strikeBeforeWork } from './strike';

/** Which requests may meet a fault, how often, and which. */
export interface FaultRule {
	/** `POST`; any method when absent. */
	method?: string;
	/** What the path without its query has to match; any path when absent. */
	path?: RegExp;
	/** The share of the matching requests that meets a fault, 0 to 1. All by default. */
	share?: number;
	/** Exactly these of the matching requests, counted from 1, instead of a share. */
	at?: readonly number[];
	/** Drawn from with equal chance; all by default. */
	faults?: readonly FaultName[];
}

/** A fault that was dealt. */
export interface Dealt {
	fault: FaultName;
	method: string;
	path: string;
}

interface RuleInForce extends FaultRule {
	/** So many requests have matched so far. */
	matched: number;
}

/**
 * Deals faults to requests. The n-th request that matches a rule meets the same fault in every run
 * with the same seed; which item's request is the n-th is for the client's concurrency to say.
 * The sandbox's record holds the answer as the work left it; what the client got instead is here.
 */
export class FaultPlan implements GateStep {
	seed = 1;

	readonly settings: FaultSettings = { retryAfterSeconds: 1, stallMs: 30_000 };

	/** Oldest first. */
	readonly dealt: Dealt[] = [];

	private rules: RuleInForce[] = [];

	/** Faults that wait for the work to be done. */
	private readonly drawn = new WeakMap<FastifyRequest, FaultName>();

	constructor(private readonly revokeTokens: () => void) {}

	/** Adds a rule; where several match a request, the first that deals it a fault has the say. */
	deal(rule: FaultRule): void {
		this.rules.push({ ...rule, matched: 0 });
	}

	/** No rules, nothing dealt. */
	clear(): void {
		this.rules = [];
		this.dealt.length = 0;
	}

	/** How often each fault was dealt; those that never were are absent. */
	counts(): Partial<Record<FaultName, number>> {
		const counts: Partial<Record<FaultName, number>> = {};
		for (const { fault } of this.dealt) counts[fault] = (counts[fault] ?? 0) + 1;
		return counts;
	}

	async beforeWork(request: FastifyRequest, reply: FastifyReply): Promise<void> {
		const fault = this.draw(request);
		if (!fault) return;
		this.dealt.push({ fault, method: request.method, path: pathOf(request) });
		if (faults[fault].afterWork) {
			this.drawn.set(request, fault);
			return;
		}
		const blow = faults[fault].blow(this.settings);
		if (blow === 'revocation') this.revokeTokens();
		else await strikeBeforeWork(blow, request, reply, this.settings);
	}

	async afterWork(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
		const fault = this.drawn.get(request);
		if (!fault) return undefined;
		const blow = faults[fault].blow(this.settings);
		if (blow === 'revocation') return undefined;
		return await strikeAfterWork(blow, request, reply, this.settings);
	}

	private draw(request: FastifyRequest): FaultName | undefined {
		for (const [index, rule] of this.rules.entries()) {
			if (rule.method !== undefined && rule.method !== request.method) continue;
			if (rule.path !== undefined && !rule.path.test(pathOf(request))) continue;
			rule.matched++;
			if (!this.strikes(rule, index)) continue;
			const choice = rule.faults ?? faultNames;
			return choice[Math.floor(chance(this.seed, index, rule.matched, 1) * choice.length)];
		}
		return undefined;
	}

	private strikes({ at, share = 1, matched }: RuleInForce, index: number): boolean {
		return at ? at.includes(matched) : chance(this.seed, index, matched, 0) < share;
	}
}

function pathOf({ url }: FastifyRequest): string {
	return url.split('?')[0] ?? '';
}
