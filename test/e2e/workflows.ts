import type { WorkflowFile, WorkflowNode } from '../host';

/** One customer to be connected, as the first workflow gets it. */
export interface CustomerCase {
	customerId: string;
	workspaceId: string;
	sourceType: string;
	/** The connector's own fields beside what the secret fills. */
	configuration: Record<string, unknown>;
}

const AIRBYTE = 'n8n-nodes-airbyte.airbyte';
const TRIGGER = 'n8n-nodes-airbyte.airbyteOAuthTrigger';

/** The placeholder an export carries; importing binds it to a real credential. */
const credentials = { airbyteApi: { id: null, name: 'Airbyte account' } };

/** Start -> Customers -> Each Customer -> Initiate OAuth: one consent link per customer. */
export function sendLinks(
	customers: CustomerCase[],
	redirectUrl: string,
	{ linkLifetime = 24 }: { linkLifetime?: number } = {},
): WorkflowFile {
	return chain('e2e: send links', [
		start(),
		node('Customers', 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ customers }),
		}),
		node('Each Customer', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'customers' }),
		airbyte('Initiate OAuth', {
			resource: 'oauth',
			operation: 'initiate',
			workspaceId: locator('id', '={{ $json.workspaceId }}'),
			sourceType: locator('name', '={{ $json.sourceType }}'),
			redirectUrl,
			context: '={{ { customerId: $json.customerId, configuration: $json.configuration } }}',
			linkLifetime,
		}),
	]);
}

/** Airbyte OAuth Trigger -> Create Source. */
export function createSourceAfterConsent(): WorkflowFile {
	return chain('e2e: create source', [
		{ ...node('Airbyte OAuth Trigger', TRIGGER, 1, {}), credentials },
		airbyte('Create Source', {
			resource: 'source',
			operation: 'create',
			workspaceId: locator('id', '={{ $json.workspaceId }}'),
			name: '={{ $json.context.customerId }}',
			connector: locator('name', '={{ $json.sourceType }}'),
			authorizeWith: 'secretId',
			secretId: '={{ $json.secretId }}',
			specifyConfiguration: 'json',
			configuration: '={{ $json.context.configuration }}',
		}),
	]);
}

export interface OwnAppCase {
	workspaceId: string;
	sourceType: string;
	override: Record<string, unknown>;
	configuration: Record<string, unknown>;
}

/** Start -> Set OAuth Override -> Create Source, with an app and tokens of our own. */
export function ownApp(app: OwnAppCase): WorkflowFile {
	return chain('e2e: own app', [
		start(),
		airbyte('Set OAuth Override', {
			resource: 'workspace',
			operation: 'setOAuthOverride',
			workspaceId: locator('id', app.workspaceId),
			actorType: 'source',
			name: locator('name', app.sourceType),
			specifyConfiguration: 'json',
			configuration: JSON.stringify(app.override),
		}),
		airbyte('Create Source', {
			resource: 'source',
			operation: 'create',
			workspaceId: locator('id', app.workspaceId),
			name: 'own app',
			connector: locator('name', app.sourceType),
			authorizeWith: 'configuration',
			specifyConfiguration: 'json',
			configuration: JSON.stringify(app.configuration),
		}),
	]);
}

function start(): WorkflowNode {
	return node('Start', 'n8n-nodes-base.manualTrigger', 1, {});
}

function airbyte(name: string, parameters: Record<string, unknown>): WorkflowNode {
	return { ...node(name, AIRBYTE, 1, parameters), credentials };
}

function locator(mode: string, value: string) {
	return { __rl: true, mode, value };
}

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
): WorkflowNode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

/** Nodes one after the other, from left to right. */
function chain(name: string, nodes: WorkflowNode[]): WorkflowFile {
	const connections = Object.fromEntries(
		nodes.slice(1).map(({ name: next }, i) => {
			const main = [[{ node: next, type: 'main', index: 0 }]];
			return [nodes[i]?.name ?? '', { main }];
		}),
	);
	const placed = nodes.map((each, i): WorkflowNode => ({ ...each, position: [i * 220, 0] }));
	return { name, nodes: placed, connections, settings: { executionOrder: 'v1' } };
}
