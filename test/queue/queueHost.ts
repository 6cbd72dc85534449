import { Duration } from 'luxon';

import { freePorts, startPackagedHost, waitFor, type PackagedHost } from '../host';
import { LOOPBACK } from '../host/ports';
import { startRedis } from './redis';

/** n8n in queue mode: a main process, a worker that runs what there is to run, two that receive webhooks. */
export interface QueueHost extends PackagedHost {
	/** Where the two receive, such as http://127.0.0.1:41234; the front leads to the first. */
	processors: readonly [string, string];
}

/** A machine with two cores starts four of n8n in half a minute. */
const READY_WITHIN = Duration.fromObject({ minutes: 3 });

export async function startQueueHost(): Promise<QueueHost> {
	const redis = await startRedis();
	const host = await startPackagedHost({
		env: {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: LOOPBACK,
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		},
	}).catch(async (error: unknown) => {
		await redis.stop();
		throw error;
	});

	const startBeside = async (...args: string[]) => {
		const [port = 0, broker = 0] = await freePorts(2);
		const process = host.n8n.startProcess(args, {
			N8N_PORT: String(port),
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(broker),
		});
		return { process, port, url: `http://${LOOPBACK}:${port}` };
	};
	const worker = await startBeside('worker', '--concurrency=5');
	const first = await startBeside('webhook');
	const second = await startBeside('webhook');
	const beside = [worker, first, second];
	const stop = async () => {
		await Promise.all(beside.map(async ({ process }) => await process.stop()));
		await host.stop();
		await redis.stop();
	};
	for (const { url } of beside) {
		await waitFor({
			what: `a process of n8n to serve ${url}`,
			atMost: READY_WITHIN,
			probe: async () => await isReady(url),
			context: () => host.n8n.logTail(),
		}).catch(async (error: unknown) => {
			await stop();
			throw error;
		});
	}
	host.front.pointTo(first.port);
	return { ...host, processors: [first.url, second.url], stop };
}

async function isReady(url: string): Promise<boolean> {
	return await fetch(`${url}/healthz/readiness`).then(
		({ status }) => status === 200,
		() => false,
	);
}
