/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs in development, never inside n8n */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EditorStage } from './editorStage';
import { chain, oauthTrigger } from './editorWorkflows';

/** Pictures of the forms for the documentation, from a real n8n, so that they stay true. */
const FOLDER = join(__dirname, '../../docs/images');

const stage = new EditorStage();

async function picture(name: string, height: number): Promise<void> {
	const { page } = stage.editor;
	await page.setViewportSize({ width: 1200, height });
	// Nothing hovered or focused, tooltips gone, the layout at rest.
	await page.mouse.move(2, 2);
	await page.evaluate('document.activeElement?.blur()');
	await page.waitForTimeout(800);
	await page.screenshot({ path: join(FOLDER, `editor-${name}.png`) });
	console.log(`docs/images/editor-${name}.png`);
}

async function createSource(): Promise<void> {
	const { editor } = stage;
	const { secretId } = stage.addSecret('hubspot', 'Birch & Sons');
	await stage.openNode('Create Source', { resource: 'source', operation: 'create' });
	await editor.choose('workspaceId', 'birch', 'Birch & Sons');
	await editor.fill('name', 'HubSpot of Birch & Sons');
	await editor.choose('connector', 'hubspot', 'HubSpot (OAuth)');
	await editor.fill('secretId', secretId);
	await editor.formLabels();
	await editor.fill('start_date', '2026-01-01T00:00:00Z');
	await editor.execute();
	await editor.page.getByRole('alert').filter({ visible: true }).waitFor({ state: 'hidden' });
	await picture('create-source', 1460);
}

async function initiate(): Promise<void> {
	const { editor } = stage;
	await stage.openNode('Initiate OAuth', {
		resource: 'oauth',
		operation: 'initiate',
		redirectUrl: 'https://n8n.example.com/webhook/4c1b2c1e-5b7a-4d7e-9a51-0c6f/airbyte/:state',
		context: '{ "customerId": "42" }',
	});
	await editor.choose('workspaceId', 'acme', 'Acme Bakery');
	await editor.choose('sourceType', 'zendesk support', 'Zendesk Support');
	await editor.formLabels();
	await editor.fill('subdomain', 'acme-bakery');
	await picture('initiate', 1260);
}

async function override(): Promise<void> {
	const { editor } = stage;
	await stage.openNode('Set OAuth Override', {
		resource: 'workspace',
		operation: 'setOAuthOverride',
	});
	await editor.choose('workspaceId', 'acme', 'Acme Bakery');
	await editor.choose('name', 'google ads', 'Google Ads');
	await editor.formLabels();
	await picture('override', 1120);
}

async function triggerAndCredential(): Promise<void> {
	const { editor, host } = stage;
	const workflow = await host.n8n.client.importWorkflow(
		chain('editor: trigger', [oauthTrigger('Airbyte OAuth Trigger')]),
		[await stage.credential()],
	);
	await editor.open(workflow, 'Airbyte OAuth Trigger');
	await picture('trigger', 820);
	await editor.page.getByTestId('credential-edit-button').click();
	await editor.page.getByTestId('editCredential-modal').waitFor();
	await picture('credential', 900);
}

async function pictures(): Promise<void> {
	await mkdir(FOLDER, { recursive: true });
	await stage.start();
	for (const take of [createSource, initiate, override, triggerAndCredential]) await take();
}

pictures()
	.catch((error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	})
	.finally(async () => await stage.stop());
