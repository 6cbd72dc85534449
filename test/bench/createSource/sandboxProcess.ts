/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { startSandbox, type Sandbox } from '../../sandbox';
import type { Books, Orders, Place } from './remoteSandbox';

/** The sandbox in a process of its own: its CPU is not n8n's. A new one for every run. */
let sandbox: Sandbox | undefined;

async function open({ latencyMs, perSecond }: Orders): Promise<Place> {
	await sandbox?.stop();
	sandbox = await startSandbox({ latencyMs });
	sandbox.rateLimit.perSecond = perSecond;
	const { apiUrl, registryUrl, clientId, clientSecret, apiKey, store } = sandbox;
	return {
		apiUrl,
		registryUrl,
		clientId,
		clientSecret,
		apiKey,
		workspaceId: store.addWorkspace('Bench').workspaceId,
		definitionId: store.connectors.bySourceType('stripe')?.definitionId ?? '',
	};
}

function books(): Books {
	if (!sandbox) throw new Error('No sandbox is open');
	const perName = new Map<string, number>();
	for (const { name } of sandbox.store.sources.values()) {
		perName.set(name, (perName.get(name) ?? 0) + 1);
	}
	const requests = sandbox.requests.filter(({ path }) => path.startsWith('/v1/'));
	return {
		requests: requests.length,
		exchanges: requests.filter(({ path }) => path.endsWith('/applications/token')).length,
		refused: sandbox.rateLimit.refused,
		names: perName.size,
		doubled: [...perName.values()].filter((count) => count > 1).length,
	};
}

process.on('message', (orders: Orders | 'books') => {
	const answer = orders === 'books' ? Promise.resolve(books()) : open(orders);
	void answer.then((message) => process.send?.(message));
});
process.on('disconnect', () => process.exit(0));
