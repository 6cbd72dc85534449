/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** n8n's name for it: nodes of the folder for custom extensions have this prefix. */
export const BARE_TRIGGER = 'CUSTOM.bareTrigger';

/** A trigger of the same kind as ours, with the same route, credential and size of page, that checks nothing; told to in the query, it refuses. */
const source = `
const page = '<!doctype html><title>Done</title>' + 'x'.repeat(1500);
class BareTrigger {
	description = {
		displayName: 'Bare Trigger', name: 'bareTrigger', group: ['trigger'], version: 1, description: 'Checks nothing',
		defaults: { name: 'Bare Trigger' }, inputs: [], outputs: ['main'], properties: [],
		credentials: [{ name: 'airbyteApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'GET', responseMode: 'onReceived', path: '={{ $webhookId }}/airbyte/:state', isFullPath: true }],
	};
	webhookMethods = { default: { checkExists: async () => false, create: async () => true, delete: async () => true } };
	async webhook() {
		const { state } = this.getParamsData();
		if ('refuse' in this.getQueryData()) {
			this.getResponseObject().writeHead(400, { 'Content-Type': 'text/html' }).end(page);
			return { noWebhookResponse: true };
		}
		this.getResponseObject().writeHead(200, { 'Content-Type': 'text/html' }).end(page);
		return { noWebhookResponse: true, workflowData: [[{ json: { state, query: this.getQueryData() } }]] };
	}
}
module.exports = { BareTrigger };
`;

/** Writes the trigger into a folder of its own, for n8n's N8N_CUSTOM_EXTENSIONS. */
export async function writeBareTrigger(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-airbyte-bare-'));
	await writeFile(join(folder, 'BareTrigger.node.js'), source);
	return folder;
}
