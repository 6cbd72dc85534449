import { outputOf, triggerUrl, waitFor, failureOf } from '../host';
import { CustomerBrowser } from './browser';
import type { ExamplesWorld } from './examplesWorld';
import type { ConsentLink } from './world';

const ACME = { customerName: 'Acme Bakery', email: 'ada@example.com', sourceType: 'hubspot' };

export function examplesSingle(world: ExamplesWorld): void {
	describe('Example form-consent-link with form-create-and-notify', () => {
		test('a form leads through the consent to a source, and the team hears of it', async () => {
			const { redirectUrl } = await world.listenWithExample('form-create-and-notify.json', {
				Notify: { url: `${world.app.url}/chat` },
				'Notify of Refusal': { url: `${world.app.url}/chat` },
			});
			const { workspaceId } = world.newCustomer();
			const form = await world.importExample('form-consent-link.json', {
				'Initiate OAuth': {
					redirectUrl,
					workspaceId: { __rl: true, mode: 'id', value: workspaceId },
				},
			});
			await world.client.publish(form.id);
			const { webhookId } = form.nodes.find(({ name }) => name === 'Customer Form') ?? {};
			const browser = await CustomerBrowser.start();
			try {
				for (const [name, button] of [
					['Hedi', 'Allow'],
					['Ivo', 'Deny'],
				] as const) {
					const { page } = await browser.page();
					await page.goto(`${world.host.front.url}/form/${webhookId}`);
					await page.locator('[name="field-0"]').fill(name);
					await page.locator('[name="field-1"]').selectOption('hubspot');
					await page.getByRole('button', { name: 'Connect' }).click();
					await page.getByRole('button', { name: button }).click({ timeout: 30_000 });
					await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 30_000 });
				}
			} finally {
				await browser.close();
			}
			const said = await waitFor({
				what: 'two words to the team',
				probe: () => {
					const texts = world.app.calls
						.filter(({ path }) => path === '/chat')
						.map(({ body }) => (body as { text: string }).text);
					return texts.length === 2 && texts;
				},
			});
			const [source] = world.sourcesNamed('hubspot of Hedi');
			expect(said).toEqual([
				`hubspot of Hedi is connected (source ${source?.sourceId})`,
				'Ivo did not connect hubspot: access_denied',
			]);
			expect(source?.workspaceId).toBe(workspaceId);
		});
	});

	describe('Example own-oauth-app', () => {
		test('sets the override in every workspace and makes sources with our tokens', async () => {
			const { store } = world.sandbox;
			const connector = store.connectors.bySourceType('salesforce');
			if (!connector) throw new Error('The sandbox has no Salesforce');
			const customers = ['Jo', 'Kim', 'Lea'].map((name) => ({
				workspaceId: store.addWorkspace(name).workspaceId,
				sourceName: `Salesforce of ${name}`,
				refreshToken: store.issueTokens(connector, 'our-app').refresh_token,
			}));
			const app = { sourceType: 'salesforce', clientId: 'our-app', clientSecret: 'kept-by-us' };
			const workflow = await world.importExample('own-oauth-app.json', {
				'Your App': { jsonOutput: JSON.stringify({ ...app, customers }) },
			});
			const execution = await world.client.run(workflow.id, 'Start');
			expect(failureOf(execution)).toBeUndefined();
			const sources = outputOf<{ sourceId: string; name: string; workspaceId: string }>(
				execution,
				'Create Source',
			);
			expect(sources.map(({ name, workspaceId }) => [name, workspaceId])).toEqual(
				customers.map(({ sourceName, workspaceId }) => [sourceName, workspaceId]),
			);
			for (const { sourceId } of sources) {
				expect(store.effectiveConfiguration(sourceId).client_id).toBe('our-app');
				expect(store.checkConnection(sourceId).status).toBe('succeeded');
			}
		});
	});

	describe('Example wait-in-one-workflow', () => {
		test.each([
			['allow', 'Create Source', 'success'],
			['deny', 'Tell the Team', 'success'],
		] as const)('goes on when the customer presses %s', async (choice, last, status) => {
			const { workspaceId } = world.newCustomer();
			const workflow = await world.importExample('wait-in-one-workflow.json', {
				Customer: { jsonOutput: JSON.stringify({ ...ACME, workspaceId }) },
			});
			const waiting = await world.client.run(workflow.id, 'Start');
			expect([failureOf(waiting), waiting.status]).toEqual([undefined, 'waiting']);
			const [link] = outputOf<ConsentLink>(waiting, 'Initiate OAuth');
			expect(world.mailbox.mails.at(-1)).toMatchObject({ to: ACME.email });
			expect(world.mailbox.mails.at(-1)?.text).toContain(link?.consentUrl);
			await world.customer.consent(link?.consentUrl ?? '', choice);
			const ended = await waitFor({
				what: 'the execution to go on',
				probe: async () => {
					const execution = await world.client.execution(waiting.id);
					return ['success', 'error'].includes(execution.status) && execution;
				},
			});
			expect([failureOf(ended), ended.status]).toEqual([undefined, status]);
			expect(outputOf(ended, last)).toHaveLength(1);
			expect(world.holdsSecretId(JSON.stringify(ended))).toBe(false);
		});
	});

	describe('Example reconnect-source', () => {
		test('gives a source the account of a new consent', async () => {
			const link = await world.makeLink(world.listener);
			await world.customer.consent(link.consentUrl);
			await world.client.waitForExecutions(world.listener.workflow.id, 1);
			const [source] = world.sourcesNamed(link.context.customerId);
			const before = JSON.stringify(source?.configuration);

			const first = await world.importExample('reconnect-source.json');
			const redirectUrl = await triggerUrl(world.host, first, 'Airbyte OAuth Trigger');
			const workflow = await world.importExample('reconnect-source.json', {
				Source: { jsonOutput: JSON.stringify({ sourceId: source?.sourceId, email: ACME.email }) },
				'Initiate OAuth': { redirectUrl },
			});
			await world.client.publish(workflow.id);
			const sent = await world.client.run(workflow.id, 'Start');
			expect(failureOf(sent)).toBeUndefined();
			const [again] = outputOf<ConsentLink>(sent, 'Initiate OAuth');
			await world.customer.consent(again?.consentUrl ?? '');
			await world.client.waitForExecutions(workflow.id, 2);
			expect(JSON.stringify(source?.configuration)).not.toBe(before);
			expect(world.sourcesNamed(link.context.customerId)).toHaveLength(1);
		});
	});

	describe('Example agent-onboards-source', () => {
		test('is imported, and opens in the editor with each of its nodes known', async () => {
			const workflow = await world.importExample('agent-onboards-source.json');
			const types = await world.client.nodeTypes();
			for (const { name, type, typeVersion } of workflow.nodes) {
				const known = types.filter((candidate) => candidate.name === type);
				const versions = known.flatMap(({ version }) => version);
				expect([name, versions.includes(typeVersion)]).toEqual([name, true]);
			}
			const { url, owner } = world.host.n8n;
			const browser = await CustomerBrowser.start();
			try {
				const { page } = await browser.page();
				await page.goto(`${url}/signin`);
				await page.locator('input[type=email]').fill(owner.email);
				await page.locator('input[type=password]').fill(owner.password);
				await page.locator('[data-test-id=form-submit-button]').click();
				await page.waitForURL((address) => !address.pathname.includes('signin'));
				await page.goto(`${url}/workflow/${workflow.id}`);
				for (const { name, type } of workflow.nodes) {
					if (type.endsWith('.stickyNote')) continue;
					await page
						.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`)
						.waitFor({ timeout: 30_000 });
				}
			} finally {
				await browser.close();
			}
		});
	});
}
