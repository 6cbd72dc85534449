import type { PackagedHost } from './index';
import { nodeNamed, type ImportedWorkflow } from './workflowFile';

/**
 * The Production URL of a trigger, as the editor shows it and a person copies it: the path is the
 * node type's own, with `:state` left in.
 */
export async function triggerUrl(
	{ n8n, front }: PackagedHost,
	workflow: ImportedWorkflow,
	name: string,
): Promise<string> {
	const { type: typeName, webhookId = '' } = nodeNamed(workflow, name);
	const types = await n8n.client.nodeTypes();
	const path = types.find((type) => type.name === typeName)?.webhooks?.[0]?.path;
	if (path === undefined) throw new Error(`n8n knows no webhook of ${typeName}`);
	// n8n 2.41: the editor resolves expressions in a path; this one is all that occurs here.
	const resolved = path.replace(/^=/, '').replaceAll(/\{\{\s*\$webhookId\s*\}\}/g, webhookId);
	return `${front.url}/webhook/${webhookId}/${resolved}`;
}
