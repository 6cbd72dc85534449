import type { WorkflowFile, WorkflowNode } from '../../host';
import { BATCH, type Case } from './cases';
import type { Place } from './remoteSandbox';
import { configuration, nameOf } from './sources';

/** The node that is measured. */
export const MEASURED = 'Create Sources';

/** Start -> Names -> Each -> the contender: one item per source. */
export function workflowOf(given: Case, place: Place): WorkflowFile {
	const names = Array.from({ length: given.items }, (_, index) => ({ name: nameOf(index) }));
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Names', 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ names }),
		}),
		node('Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'names' }),
		{
			...(given.contender === 'airbyte' ? airbyte(given, place) : httpRequest(given, place)),
			credentials: { airbyteApi: { id: null, name: 'Bench' } },
		},
	];
	const connections = Object.fromEntries(
		nodes.slice(1).map(({ name: next }, index) => {
			const main = [[{ node: next, type: 'main', index: 0 }]];
			return [nodes[index]?.name ?? '', { main }];
		}),
	);
	return { name: 'bench', nodes, connections, settings: { executionOrder: 'v1' } };
}

/** *If a source of this name exists* stands at its default, *Return It*. */
function airbyte({ concurrency }: Case, { workspaceId, definitionId }: Place): WorkflowNode {
	return node(MEASURED, 'n8n-nodes-airbyte.airbyte', 1, {
		resource: 'source',
		operation: 'create',
		workspaceId: { __rl: true, mode: 'id', value: workspaceId },
		name: '={{ $json.name }}',
		connector: { __rl: true, mode: 'id', value: definitionId },
		authorizeWith: 'configuration',
		specifyConfiguration: 'json',
		configuration: JSON.stringify(configuration),
		options: { concurrency },
	});
}

function httpRequest({ contender }: Case, place: Place): WorkflowNode {
	const { workspaceId, definitionId } = place;
	// Over several lines as people write it: two braces side by side would end an expression.
	const rest = JSON.stringify({ workspaceId, definitionId, configuration }, null, 2).slice(1);
	const batch = { batchSize: BATCH.size, batchInterval: BATCH.intervalMs };
	return node(MEASURED, 'n8n-nodes-base.httpRequest', 4.2, {
		method: 'POST',
		url: `${place.apiUrl}/sources`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'airbyteApi',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={ "name": {{ JSON.stringify($json.name) }}, ${rest}`,
		options: contender === 'httpBatched' ? { batching: { batch } } : {},
	});
}

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowNode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
