import type { WorkflowFile, WorkflowNode } from '../host';

/** The placeholder an export carries; importing binds it to a real credential. */
const credentials = { airbyteApi: { id: null, name: 'Airbyte account' } };

export function start(): WorkflowNode {
	return node('Start', 'n8n-nodes-base.manualTrigger', 1, {});
}

/** A node that gives one item. */
export function set(name: string, item: Record<string, unknown>): WorkflowNode {
	return node(name, 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify(item) });
}

export function airbyte(name: string, parameters: Record<string, unknown>): WorkflowNode {
	return { ...node(name, 'n8n-nodes-airbyte.airbyte', 1, parameters), credentials };
}

export function oauthTrigger(name: string): WorkflowNode {
	return { ...node(name, 'n8n-nodes-airbyte.airbyteOAuthTrigger', 1, {}), credentials };
}

/** Nodes one after the other, from left to right. */
export function chain(name: string, nodes: WorkflowNode[]): WorkflowFile {
	const connections = Object.fromEntries(
		nodes.slice(1).map(({ name: next }, i) => {
			const main = [[{ node: next, type: 'main', index: 0 }]];
			return [nodes[i]?.name ?? '', { main }];
		}),
	);
	const placed = nodes.map((each, i): WorkflowNode => ({ ...each, position: [i * 220, 0] }));
	return { name, nodes: placed, connections, settings: { executionOrder: 'v1' } };
}

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowNode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
