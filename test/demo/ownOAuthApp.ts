import { failureOf, outputOf } from '../host';
import { readExample } from './examples';
import type { Stage } from './stage';
import type { Story } from './story';

/** Flow 2: an OAuth app of our own; the override comes first, then a source with our tokens. */
export async function ownOAuthApp(stage: Stage, story: Story): Promise<void> {
	story.title('Flow 2: an OAuth app of your own');
	const { host, credential, sandbox } = stage;
	const { store } = sandbox;
	const clientId = 'the-app-of-the-demo';
	const { workspaceId } = store.addWorkspace('Dahlia Travel');
	const connector = store.connectors.bySourceType('salesforce');
	if (!connector) throw new Error('The sandbox has no Salesforce');
	const tokens = store.issueTokens(connector, clientId);

	const yourApp = {
		sourceType: 'salesforce',
		clientId,
		clientSecret: 'known-to-the-demo-alone',
		customers: [
			{
				workspaceId,
				sourceName: 'salesforce of Dahlia Travel',
				refreshToken: tokens.refresh_token,
			},
		],
	};
	const workflow = await host.n8n.client.importWorkflow(
		await readExample('own-oauth-app.json', {
			'Your App': { jsonOutput: JSON.stringify(yourApp) },
		}),
		[credential],
	);
	const execution = await host.n8n.client.run(workflow.id, 'Start');
	const failure = failureOf(execution);
	if (failure !== undefined) {
		story.failure('owner', `runs '${workflow.name}'`, failure);
		return;
	}
	const [source] = outputOf<{ sourceId: string }>(execution, 'Create Source');
	const sourceId = source?.sourceId ?? '';
	story.step('owner', `runs '${workflow.name}'`, 'override set, source created');

	const { client_id: client } = store.effectiveConfiguration(sourceId);
	const { status } = store.checkConnection(sourceId);
	const result = `client '${String(client)}', sign-in ${status}`;
	if (client === clientId && status === 'succeeded')
		story.step('sandbox', 'runs the source', result);
	else story.failure('sandbox', 'runs the source', result);
}
