import { failureOf, outputOf, triggerUrl } from '../host';
import { readExample } from './examples';
import type { Stage } from './stage';
import type { Story } from './story';

interface ConsentLink {
	consentUrl: string;
	context: { customerName: string };
}

/** Flow 1: customers consent in Airbyte's name, each becomes a source; one of them declines. */
export async function consentLinks(stage: Stage, story: Story): Promise<void> {
	story.title("Flow 1: consent links through Airbyte's OAuth app");
	const { host, customer, credential, sandbox } = stage;
	const { client } = host.n8n;

	const receiver = await client.importWorkflow(await readExample('create-source.json'), [
		credential,
	]);
	await client.publish(receiver.id);
	story.step('owner', `publishes '${receiver.name}'`, 'published');

	const redirectUrl = await triggerUrl(host, receiver, 'Airbyte OAuth Trigger');
	const sender = await client.importWorkflow(
		await readExample('initiate-oauth.json', {
			Customers: { jsonOutput: JSON.stringify({ customers: customersOf(stage) }) },
			'Initiate OAuth': { redirectUrl },
		}),
		[credential],
	);
	const sent = await client.run(sender.id, 'Start');
	const failure = failureOf(sent);
	if (failure !== undefined) {
		story.failure('owner', `runs '${sender.name}'`, failure);
		return;
	}
	const links = outputOf<ConsentLink>(sent, 'Initiate OAuth');
	story.step('owner', `runs '${sender.name}'`, `${links.length} links`);

	const before = sandbox.store.sources.size;
	for (const [i, { consentUrl, context }] of links.entries()) {
		const choice = i < links.length - 1 ? 'allow' : 'deny';
		const { status, text } = await customer.consent(consentUrl, choice);
		const what = `${choice === 'allow' ? 'allows' : 'denies'} access and is sent back to n8n`;
		const result = `${status} '${text.split('\n', 1)[0] ?? ''}'`;
		if ((status === 200) === (choice === 'allow')) story.step(context.customerName, what, result);
		else story.failure(context.customerName, what, result);
	}

	const executions = await client.waitForExecutions(receiver.id, links.length - 1);
	const good = executions.filter(({ status }) => status === 'success').length;
	const made = sandbox.store.sources.size - before;
	const result = `${good} of ${executions.length} executions successful, ${made} sources made`;
	if (good === links.length - 1 && made === good)
		story.step('n8n', `ran '${receiver.name}'`, result);
	else story.failure('n8n', `ran '${receiver.name}'`, result);
}

function customersOf({ sandbox }: Stage) {
	const kinds = [
		{ name: 'Acme Bakery', sourceType: 'google-ads', configuration: { customer_id: '1234567890' } },
		{ name: 'Birch & Sons', sourceType: 'salesforce', configuration: { auth_type: 'Client' } },
		{
			name: 'Cedar Yoga',
			sourceType: 'hubspot',
			configuration: { credentials: { auth_kind: 'oauth' } },
		},
	];
	return kinds.map(({ name, sourceType, configuration }, i) => {
		const known = [...sandbox.store.workspaces.values()].find(
			(workspace) => workspace.name === name,
		);
		const { workspaceId } = known ?? sandbox.store.addWorkspace(name);
		return {
			customerId: String(i + 42),
			customerName: name,
			workspaceId,
			sourceType,
			configuration,
		};
	});
}
