import { Duration } from 'luxon';
import { packPackage, startN8n, waitFor, type N8nHost, type WorkflowFile } from '../host';
import { startSandbox, type Sandbox } from '../sandbox';
import { namesOf } from './batch';

/** A first run installs n8n. */
const START_WITHIN_MS = 20 * 60_000;

const names = namesOf(600);

let sandbox: Sandbox;
let n8n: N8nHost;

beforeAll(async () => {
	sandbox = await startSandbox({ latencyMs: 20 });
	const { tarball, remove } = await packPackage();
	n8n = await startN8n({ tarball }).finally(remove);
}, START_WITHIN_MS);

afterAll(async () => {
	await n8n?.stop();
	await sandbox?.stop();
});

it('doubles nothing when n8n is killed in the middle of a batch and the batch is run again', async () => {
	const { workspaceId } = sandbox.store.addWorkspace('Customers');
	const { apiUrl: baseUrl, registryUrl, clientId, clientSecret } = sandbox;
	const credential = await n8n.client.createCredential({
		name: 'Airbyte account',
		type: 'airbyteApi',
		data: { authentication: 'clientCredentials', baseUrl, registryUrl, clientId, clientSecret },
	});
	const { id } = await n8n.client.importWorkflow(batch(workspaceId), [credential]);
	// Answers that get lost at the same time make the worst of it.
	sandbox.faults.deal({ method: 'POST', path: /\/sources$/, share: 0.05, faults: LOST });

	await n8n.client.rest('POST', `/rest/workflows/${id}/run`, {
		body: { triggerToStartFrom: { name: 'Start' } },
	});
	await waitFor({
		what: 'a third of the sources',
		probe: () => sandbox.store.sources.size >= names.length / 3,
		every: Duration.fromMillis(5),
	});
	await n8n.kill();
	const { size } = sandbox.store.sources;
	expect(size).toBeLessThan(names.length);

	await n8n.start();
	const execution = await n8n.client.run(id, 'Start', Duration.fromObject({ seconds: 120 }));
	expect(execution.status).toBe('success');
	const created = [...sandbox.store.sources.values()].map(({ name }) => name);
	expect(created.sort()).toEqual([...names].sort());
});

const LOST = ['resetAfterWork', 'gatewayTimeoutAfterWork'] as const;

/** Start -> Names -> Each -> Create Source. */
function batch(workspaceId: string): WorkflowFile {
	const list = JSON.stringify({ names: names.map((name) => ({ name })) });
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Names', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: list }),
		node('Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'names' }),
		{
			...node('Create Source', 'n8n-nodes-airbyte.airbyte', 1, {
				resource: 'source',
				operation: 'create',
				workspaceId: { __rl: true, mode: 'id', value: workspaceId },
				name: '={{ $json.name }}',
				connector: { __rl: true, mode: 'name', value: 'stripe' },
				authorizeWith: 'configuration',
				specifyConfiguration: 'json',
				configuration: '{ "account_id": "acct", "client_secret": "made up" }',
				options: { concurrency: 10 },
			}),
			credentials: { airbyteApi: { id: null, name: 'Airbyte account' } },
		},
	];
	const connections = Object.fromEntries(
		nodes.slice(1).map(({ name: next }, index) => {
			const main = [[{ node: next, type: 'main', index: 0 }]];
			return [nodes[index]?.name ?? '', { main }];
		}),
	);
	return { name: 'faults: kill', nodes, connections, settings: { executionOrder: 'v1' } };
}

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowFile['nodes'][number] {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
