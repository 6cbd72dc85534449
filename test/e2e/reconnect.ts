import { outputOf, type WorkflowFile } from '../host';
import { listenWith } from './listeners';
import { createSourceAfterConsent, sendLinks } from './workflows';
import type { ConsentLink, World } from './world';

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

/** Airbyte OAuth Trigger -> Reauthorize, in the place of Create Source. */
function reauthorizeAfterConsent(): WorkflowFile {
	const file = createSourceAfterConsent();
	const nodes = file.nodes.map((node) =>
		node.name === 'Create Source'
			? {
					...node,
					parameters: {
						resource: 'source',
						operation: 'reauthorize',
						sourceId: locator('={{ $json.sourceId }}'),
						secretId: '={{ $json.secretId }}',
					},
				}
			: node,
	);
	return { ...file, nodes };
}

export function reconnect(world: World): void {
	describe('A customer who connects an account anew', () => {
		test('keeps the source, and n8n stores no secret id where it is sealed', async () => {
			const sealed = { options: { sealSecretId: true } };
			const creating = await listenWith(world, sealed);
			const link = await world.makeLink(creating);
			await world.customer.consent(link.consentUrl);
			const [created] = await world.client.waitForExecutions(creating.workflow.id, 1);
			const { store } = world.sandbox;
			const source = [...store.sources.values()].find(
				({ name }) => name === link.context.customerId,
			);
			const before = JSON.stringify(source?.configuration);

			const renewing = await listenWith(world, sealed, reauthorizeAfterConsent());
			const file = sendLinks([world.newCustomer()], renewing.redirectUrl);
			for (const node of file.nodes.filter(({ name }) => name === 'Initiate OAuth')) {
				Object.assign(node.parameters, {
					purpose: 'existingSource',
					sourceId: locator(source?.sourceId ?? ''),
				});
			}
			const sending = await world.client.importWorkflow(file, [world.credential]);
			const sent = await world.client.run(sending.id, 'Start');
			const [again] = outputOf<ConsentLink>(sent, 'Initiate OAuth');
			expect(again?.workspaceId).toBe(source?.workspaceId);
			await world.customer.consent(again?.consentUrl ?? '');
			const [renewed] = await world.client.waitForExecutions(renewing.workflow.id, 1);

			expect(renewed?.status).toBe('success');
			expect(JSON.stringify(source?.configuration)).not.toBe(before);
			expect([...store.sources.values()].filter(({ name }) => name === source?.name)).toHaveLength(
				1,
			);
			for (const { id } of [created, renewed].filter((execution) => execution !== undefined)) {
				const stored = JSON.stringify(await world.client.execution(id));
				expect([...store.secrets.keys()].filter((secret) => stored.includes(secret))).toEqual([]);
			}
		});
	});
}
