import { randomUUID } from 'node:crypto';

export interface CredentialReference {
	id: string;
	name: string;
	type: string;
}

/** A node as a workflow file holds it; n8n's INode, in part. */
export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id?: string | null; name: string }>;
	webhookId?: string;
	onError?: string;
}

/** A workflow as n8n exports it. */
export interface WorkflowFile {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface ImportedWorkflow {
	id: string;
	name: string;
	nodes: WorkflowNode[];
}

/** What a person does after an import: addresses for triggers, credentials for who asks for them. */
export function prepareWorkflow(file: WorkflowFile, credentials: CredentialReference[]) {
	const byType = new Map(credentials.map((credential) => [credential.type, credential]));
	return {
		name: file.name,
		connections: file.connections,
		settings: file.settings ?? {},
		// n8n 1.x insists on it; 2.x publishes by a call of its own.
		active: false,
		nodes: file.nodes.map((node) => ({
			...node,
			...(needsAddress(node) && { webhookId: randomUUID() }),
			...(node.credentials && { credentials: bind(node.credentials, byType) }),
		})),
	};
}

/** n8n's editor gives a webhook id to every trigger that is put on the canvas; its REST API does not. */
function needsAddress({ type, webhookId }: WorkflowNode): boolean {
	return webhookId === undefined && /(Trigger|\.webhook)$/.test(type) && !/manual/.test(type);
}

function bind(
	wanted: NonNullable<WorkflowNode['credentials']>,
	byType: Map<string, CredentialReference>,
) {
	return Object.fromEntries(
		Object.entries(wanted).map(([type, placeholder]) => {
			const found = byType.get(type);
			return [type, found ? { id: found.id, name: found.name } : placeholder];
		}),
	);
}

/** The node of that name. @throws Error naming what the workflow has instead */
export function nodeNamed(workflow: ImportedWorkflow, name: string): WorkflowNode {
	const node = workflow.nodes.find((candidate) => candidate.name === name);
	if (node) return node;
	const names = workflow.nodes.map((candidate) => candidate.name).join(', ');
	throw new Error(`'${workflow.name}' has no node '${name}' but: ${names}`);
}
