import type { Exchange } from '../sandbox';
import type { World } from './world';

export function installation(world: World): void {
	describe('The package in a real n8n', () => {
		test('is there with its node, its trigger, and the node as a tool', async () => {
			const types = await world.client.nodeTypes();
			const ours = types.filter(({ name }) => name.startsWith('n8n-nodes-airbyte.'));
			expect(ours.map(({ name }) => name).sort()).toEqual([
				'n8n-nodes-airbyte.airbyte',
				'n8n-nodes-airbyte.airbyteOAuthTrigger',
				'n8n-nodes-airbyte.airbyteTool',
			]);
		});

		test('serves several triggers side by side', async () => {
			const { sources } = world.sandbox.store;
			const first = await world.listen();
			const second = await world.listen();
			for (const listener of [first, second]) {
				const { consentUrl, context } = await world.makeLink(listener);
				await world.customer.consent(consentUrl);
				await world.client.waitForExecutions(listener.workflow.id, 1);
				expect([...sources.values()].map(({ name }) => name)).toContain(context.customerId);
			}
		});

		test('shows its icons in light and dark', async () => {
			const types = await world.client.nodeTypes();
			const urls = types
				.filter(({ name }) => /^n8n-nodes-airbyte\.airbyte(OAuthTrigger)?$/.test(name))
				.flatMap(({ iconUrl }) =>
					typeof iconUrl === 'object' ? [iconUrl.light, iconUrl.dark] : [iconUrl ?? ''],
				);
			expect(urls).toHaveLength(4);
			for (const url of urls) {
				const icon = await world.customer.open(new URL(url, world.host.n8n.url).toString());
				expect(icon.status).toBe(200);
				expect(icon.headers['content-type']).toContain('image/svg+xml');
				expect(icon.html).toContain('<svg');
			}
		});
	});
}

/** To be run last: what n8n has printed in all the tests before, at its most talkative. */
export function logs(world: World): void {
	describe("n8n's log", () => {
		test('holds no secret id, no client secret and no token', () => {
			const { store, clientSecret, apiKey, basicAuth, requests } = world.sandbox;
			const secrets = [
				...store.secrets.keys(),
				...store.providerTokens.keys(),
				...requests.flatMap(accessToken),
				clientSecret,
				apiKey,
				basicAuth.password,
			];
			expect(secrets.length).toBeGreaterThan(40);
			const log = world.host.n8n.log();
			expect(log).toContain('refused a redirect');
			expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
		});
	});
}

function accessToken({ path, status, responseBody }: Exchange): string[] {
	if (!path.endsWith('/applications/token') || status !== 200) return [];
	const { access_token: token } = responseBody as { access_token?: string };
	return token === undefined ? [] : [token];
}
