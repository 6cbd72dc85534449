import { triggerUrl, type WorkflowFile } from '../host';
import { consent } from '../engine/harness/customer';
import { createSourceAfterConsent } from './workflows';
import type { ConsentLink, Listener, World } from './world';

const TRIGGER = 'Airbyte OAuth Trigger';

/** A published workflow that makes a source of every consent, its trigger set as given. */
export async function listenWith(
	world: World,
	parameters: Record<string, unknown>,
	file: WorkflowFile = createSourceAfterConsent(),
): Promise<Listener> {
	const nodes = file.nodes.map((node) => (node.name === TRIGGER ? { ...node, parameters } : node));
	const workflow = await world.client.importWorkflow({ ...file, nodes }, [world.credential]);
	await world.client.publish(workflow.id);
	return { workflow, redirectUrl: await triggerUrl(world.host, workflow, TRIGGER) };
}

/** Where Airbyte sends the customer of a link, who has not gone there yet. */
export async function redirectOf({ consentUrl }: ConsentLink): Promise<string> {
	const redirect = await consent(consentUrl);
	if (redirect === undefined) throw new Error('Airbyte sends the customer nowhere');
	return redirect;
}
