/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { DateTime, Duration } from 'luxon';

import { newLinkState, sealState } from '../../../nodes/shared/onboarding/linkState';
import { signingKey } from '../../../nodes/shared/onboarding/signingKey';
import type { AirbyteCredential } from '../../../nodes/shared/api/credential';
import { packPackage, startN8n, waitFor, type N8nHost, type WorkflowNode } from '../../host';
import { BARE_TRIGGER, writeBareTrigger } from './bareTrigger';

const API_ROOT = 'https://airbyte.example.com/api/public/v1';

const WEBHOOK = 'n8n-nodes-base.webhook';

const data = {
	authentication: 'clientCredentials',
	baseUrl: API_ROOT,
	clientId: 'bench',
	clientSecret: 'sealed by the bench itself',
};

/** A published workflow of a trigger and a node that does nothing. */
export interface Receiver {
	workflowId: string;
	/** Where its requests go: an endless row of addresses, each with a link of its own. */
	urls(): Generator<string>;
}

/** One n8n with all three receivers, and forged links for ours. */
export interface Stage {
	n8n: N8nHost;
	ours: Receiver;
	forged: Receiver;
	bare: Receiver;
	/** Requests that the bare trigger refuses without looking at them. */
	bareRefusing: Receiver;
	webhook: Receiver;
	/** How many executions of a workflow there are, once none of it runs any more. */
	executions(workflowId: string): Promise<number>;
	stop(): Promise<void>;
}

export async function setStage(env: Record<string, string>): Promise<Stage> {
	const bareFolder = await writeBareTrigger();
	const { tarball, remove } = await packPackage();
	const n8n = await startN8n({
		tarball,
		env: { N8N_CUSTOM_EXTENSIONS: bareFolder, ...env },
	}).finally(remove);
	const { client } = n8n;
	const credential = await client.createCredential({ name: 'Bench', type: 'airbyteApi', data });

	async function publish(type: string, typeVersion: number, parameters: object) {
		const trigger: WorkflowNode = {
			id: 'trigger',
			name: 'Trigger',
			type,
			typeVersion,
			position: [0, 0],
			parameters: { ...parameters },
			webhookId: randomUUID(),
			...(type !== WEBHOOK && { credentials: { airbyteApi: { name: 'Bench' } } }),
		};
		const rest: WorkflowNode = {
			...{ id: 'rest', name: 'Rest', type: 'n8n-nodes-base.noOp' },
			...{ typeVersion: 1, position: [220, 0], parameters: {} },
		};
		const connections = { Trigger: { main: [[{ node: 'Rest', type: 'main', index: 0 }]] } };
		const file = { name: type, nodes: [trigger, rest], connections, settings: {} };
		const { id } = await client.importWorkflow(file, [credential]);
		await client.publish(id);
		return { workflowId: id, webhookId: trigger.webhookId ?? '' };
	}

	const ours = await publish('n8n-nodes-airbyte.airbyteOAuthTrigger', 1, {});
	const bare = await publish(BARE_TRIGGER, 1, {});
	const path = randomUUID();
	const webhook = await publish(WEBHOOK, 2, { path, responseMode: 'onReceived' });
	const prefix = `${n8n.url}/webhook`;
	const good = (webhookId: string) =>
		`${prefix}/${webhookId}/${webhookId}/airbyte/${sealed(webhookId)}`;

	return {
		n8n,
		ours: { ...ours, urls: () => endless(() => `${good(ours.webhookId)}?${query()}`) },
		forged: {
			...ours,
			urls: () => endless(() => `${good(ours.webhookId).slice(0, -4)}AAAA?${query()}`),
		},
		bare: { ...bare, urls: () => endless(() => `${good(bare.webhookId)}?${query()}`) },
		bareRefusing: {
			...bare,
			urls: () => endless(() => `${good(bare.webhookId)}?refuse=1&${query()}`),
		},
		webhook: { ...webhook, urls: () => endless(() => `${prefix}/${path}?${query()}`) },
		executions: async (workflowId) =>
			await waitFor({
				what: 'all executions to end',
				atMost: Duration.fromObject({ minutes: 5 }),
				every: Duration.fromObject({ milliseconds: 100 }),
				probe: async () => {
					const running = await count(n8n, { workflowId, status: ['new', 'running'] });
					return running === 0 && { total: await count(n8n, { workflowId }) };
				},
			}).then(({ total }) => total),
		stop: async () => {
			await n8n.stop();
			await rm(bareFolder, { recursive: true, force: true });
		},
	};
}

async function count({ client }: N8nHost, filter: object): Promise<number> {
	const asked = encodeURIComponent(JSON.stringify(filter));
	const answer = await client.rest<{ count: number }>(
		'GET',
		`/rest/executions?limit=1&filter=${asked}`,
	);
	return answer.count;
}

function sealed(webhookId: string): string {
	const now = DateTime.utc();
	const state = newLinkState(
		{ workspaceId: randomUUID(), sourceType: 'hubspot', context: { customer: 42 } },
		now,
		now.plus({ hours: 1 }),
	);
	const audience = { apiRoot: API_ROOT, receiver: webhookId };
	return sealState(state, audience, signingKey(data as unknown as AirbyteCredential));
}

function query(): string {
	return `secret_id=airbyte_oauth_workspace_${randomUUID()}_secret_${randomUUID()}_v1`;
}

function* endless(make: () => string): Generator<string> {
	for (;;) yield make();
}
