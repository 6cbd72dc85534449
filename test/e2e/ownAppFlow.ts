import { failureOf, outputOf } from '../host';
import { ownApp } from './workflows';
import type { World } from './world';

const client = { client_id: 'our-own-app', client_secret: 'kept-by-us' };

export function ownAppFlow(world: World): void {
	describe('Customers connect their accounts through an OAuth app of our own', () => {
		test('a source made after Set OAuth Override runs with the client of the override', async () => {
			const { workspaceId } = world.sandbox.store.addWorkspace('Own app');
			const { store } = world.sandbox;
			const connector = store.connectors.bySourceType('hubspot');
			if (!connector) throw new Error('The sandbox has no HubSpot');
			const tokens = store.issueTokens(connector, client.client_id);
			const workflow = await world.client.importWorkflow(
				ownApp({
					workspaceId,
					sourceType: 'hubspot',
					override: { credentials: client },
					configuration: { credentials: { auth_kind: 'oauth', ...client, ...tokens } },
				}),
				[world.credential],
			);

			const execution = await world.client.run(workflow.id, 'Start');

			expect(failureOf(execution)).toBeUndefined();
			const [source] = outputOf<{ sourceId: string }>(execution, 'Create Source');
			const sourceId = source?.sourceId ?? '';
			expect(store.effectiveConfiguration(sourceId)).toMatchObject({ credentials: client });
			expect(store.checkConnection(sourceId)).toEqual({ status: 'succeeded' });
		});

		test('an override that lacks a key fails with the key that Airbyte names', async () => {
			const { workspaceId } = world.sandbox.store.addWorkspace('Half an app');
			const workflow = await world.client.importWorkflow(
				ownApp({
					workspaceId,
					sourceType: 'hubspot',
					override: { credentials: { client_id: 'half' } },
					configuration: { credentials: {} },
				}),
				[world.credential],
			);

			const execution = await world.client.run(workflow.id, 'Start');

			expect(execution.status).toBe('error');
			expect(failureOf(execution)).toContain('[credentials, client_secret]');
		});
	});
}
