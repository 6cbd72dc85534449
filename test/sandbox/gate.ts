/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Something that meets every API request on its way in, on its way out, or both. */
export interface GateStep {
	/** Before credentials are looked at and before any work; may answer by itself. */
	beforeWork?(request: FastifyRequest, reply: FastifyReply): Promise<void>;
	/**
	 * After the work is done and before the answer leaves; also when a step has answered by itself.
	 * A text that it gives back leaves in the place of the answer's body.
	 */
	afterWork?(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined | void>;
}

/** The one place through which each API request passes; steps take their turn in order. */
export class Gate {
	/** Milliseconds that every API request waits before it is worked on. */
	latencyMs: number;

	readonly steps: GateStep[] = [
		{
			beforeWork: async () => {
				if (this.latencyMs > 0) await sleep(this.latencyMs);
			},
		},
	];

	constructor(latencyMs = 0) {
		this.latencyMs = latencyMs;
	}

	/** Stands the gate before every route of `api`; registered before its other hooks. */
	guard(api: FastifyInstance): void {
		api.addHook('onRequest', async (request, reply) => {
			for (const step of this.steps) {
				await step.beforeWork?.(request, reply);
				if (reply.sent) return reply;
			}
			return undefined;
		});
		api.addHook('onSend', async (request, reply, payload) => {
			let leaving = payload;
			for (const step of this.steps) {
				leaving = (await step.afterWork?.(request, reply)) ?? leaving;
			}
			return leaving;
		});
	}
}
