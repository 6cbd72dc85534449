import { DateTime } from 'luxon';
import { outputOf, type Journey } from '../host';
import type { CustomerCase } from './workflows';
import { HUBSPOT, type ConsentLink, type World } from './world';

/** What each kind of source needs beside the secret. */
const KINDS: Array<{ sourceType: string; configuration: Record<string, unknown> }> = [
	{ sourceType: 'hubspot', configuration: HUBSPOT },
	{ sourceType: 'google-ads', configuration: { customer_id: '1234567890' } },
	{ sourceType: 'salesforce', configuration: { auth_type: 'Client' } },
];

export function consentFlow(world: World): void {
	describe("Customers connect their accounts through Airbyte's OAuth app", () => {
		let customers: CustomerCase[];
		let links: ConsentLink[];
		let journeys: Journey[];

		beforeAll(async () => {
			const { listener } = world;
			customers = Array.from({ length: 20 }, (_, i): CustomerCase => {
				const kind = KINDS[i % KINDS.length] ?? { sourceType: '', configuration: {} };
				return { ...world.newCustomer(), ...kind };
			});
			links = await world.makeLinks(customers, listener);

			const consent = async ({ consentUrl }: ConsentLink) =>
				await world.customer.consent(consentUrl);
			const atOnce = Promise.all(links.slice(0, 10).map(consent));
			const oneByOne: Journey[] = [];
			for (const link of links.slice(10)) oneByOne.push(await consent(link));
			journeys = [...(await atOnce), ...oneByOne];
			await world.client.waitForExecutions(listener.workflow.id, links.length);
		});

		function sourcesMade() {
			const ours = new Set(customers.map(({ customerId }) => customerId));
			return [...world.sandbox.store.sources.values()].filter(({ name }) => ours.has(name));
		}

		test('20 items through Initiate are 20 different links, in the order of the items', () => {
			expect(links.map(({ context }) => context.customerId)).toEqual(
				customers.map(({ customerId }) => customerId),
			);
			expect(new Set(links.map(({ consentUrl }) => consentUrl)).size).toBe(20);
			expect(new Set(links.map(({ state }) => state)).size).toBe(20);
		});

		test('expiresAt is an ISO instant 24 hours ahead: luxon resolves in the real n8n', () => {
			for (const { expiresAt } of links) {
				const hours = DateTime.fromISO(expiresAt).diffNow().as('hours');
				expect(hours).toBeGreaterThan(23.9);
				expect(hours).toBeLessThanOrEqual(24);
			}
		});

		test('every customer ends on a page that says the account is connected', () => {
			for (const { status, text, headers } of journeys) {
				expect(status).toBe(200);
				expect(text).toContain('connected');
				expect(headers['cache-control']).toBe('no-store');
				expect(headers['referrer-policy']).toBe('no-referrer');
			}
		});

		test('20 redirects start 20 executions, all successful', async () => {
			const executions = await world.client.executions(world.listener.workflow.id);
			expect(executions.map(({ status }) => status)).toEqual(Array(20).fill('success'));
		});

		test('20 redirects are 20 sources with their workspace, type and context, none doubled', () => {
			const { connectors } = world.sandbox.store;
			const made = sourcesMade().map(({ name, workspaceId, definitionId }) => ({
				customerId: name,
				workspaceId,
				sourceType: connectors.byDefinitionId(definitionId)?.apiSourceType,
			}));
			const wanted = customers.map(({ customerId, workspaceId, sourceType }) => ({
				customerId,
				workspaceId,
				sourceType,
			}));
			expect(made).toHaveLength(20);
			expect(made).toEqual(expect.arrayContaining(wanted));
		});

		test("every source can sign in at its provider with its own customer's tokens", () => {
			const { store } = world.sandbox;
			const ids = sourcesMade().map(({ sourceId }) => sourceId);
			expect(ids.map((id) => store.checkConnection(id).status)).toEqual(
				Array(20).fill('succeeded'),
			);
		});

		test('the trigger hands on the state and context of the link, and no token', async () => {
			const [latest] = await world.client.executions(world.listener.workflow.id);
			const execution = await world.client.execution(latest?.id ?? '');
			const [item] = outputOf<ConsentLink & Record<string, string>>(
				execution,
				'Airbyte OAuth Trigger',
			);
			const link = links.find(({ state }) => state === item?.state);
			expect(link?.context).toEqual(item?.context);
			expect(item?.secretId).toMatch(/^airbyte_oauth_workspace_/);
			expect(JSON.stringify(item)).not.toMatch(/refresh-token|access-token/);
		});
	});
}
