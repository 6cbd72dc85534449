/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowFile } from '../host';

/** New values for parameters of nodes, by the node's name. */
export type Edits = Record<string, Record<string, unknown>>;

/**
 * An example workflow with a person's own values filled in.
 * @throws Error when the example has no node of a name in `edits`
 */
export async function readExample(file: string, edits: Edits = {}): Promise<WorkflowFile> {
	const path = join(__dirname, '..', '..', 'examples', file);
	const workflow = JSON.parse(await readFile(path, 'utf8')) as WorkflowFile;
	const missing = Object.keys(edits).find(
		(name) => !workflow.nodes.some((node) => node.name === name),
	);
	if (missing !== undefined) throw new Error(`${file} has no node '${missing}'`);
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...edits[node.name] },
		})),
	};
}
