import { createHmac } from 'node:crypto';
import { fetch } from 'undici';
import { outputOf, waitFor } from '../host';
import { APP_KEY, SHARED_WITH_APP, type ExamplesWorld } from './examplesWorld';
import type { Call } from './localPlayers';

interface LinkAnswer {
	status: number;
	body: { consentUrl?: string; state?: string; error?: string };
}

export function examplesApp(world: ExamplesWorld): void {
	describe('Examples app-request-link and app-create-and-call-back', () => {
		let receiver: string;

		beforeAll(async () => {
			const { workflow, redirectUrl } = await world.listenWithExample(
				'app-create-and-call-back.json',
				{ 'Call Your App': { url: `${world.app.url}/airbyte/outcome` } },
			);
			receiver = workflow.id;
			const sender = await world.importExample('app-request-link.json', {
				'Initiate OAuth': { redirectUrl },
			});
			await world.client.publish(sender.id);
		});

		async function ask(customer: Record<string, unknown>, key = APP_KEY.value) {
			const response = await fetch(`${world.host.n8n.url}/webhook/airbyte-consent-link`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', [APP_KEY.name]: key },
				body: JSON.stringify(customer),
				signal: AbortSignal.timeout(30_000),
			});
			const text = await response.text();
			const body = (text.startsWith('{') ? JSON.parse(text) : {}) as LinkAnswer['body'];
			return { status: response.status, body };
		}

		async function outcomeOf(customerId: string): Promise<Call> {
			return await waitFor({
				what: `the call to the app about ${customerId}`,
				probe: () =>
					world.app.calls.find(
						({ body }) => (body as { customerId: string }).customerId === customerId,
					),
			});
		}

		test('a customer is posted, connects, and the app hears of it with a signature', async () => {
			const { customerId, workspaceId } = world.newCustomer();
			const { status, body } = await ask({ customerId, workspaceId, sourceType: 'hubspot' });
			expect([status, body]).toEqual([
				201,
				expect.objectContaining({ consentUrl: expect.any(String) }),
			]);
			await world.customer.consent(body.consentUrl ?? '');

			const call = await outcomeOf(customerId);
			const [source] = world.sourcesNamed(`hubspot of customer ${customerId}`);
			const outcome = { customerId, state: body.state, status: 'connected', reason: null };
			expect(call.body).toEqual({ ...outcome, sourceId: source?.sourceId });
			expect(claimsOf(call)).toMatchObject({ ...outcome, sourceId: source?.sourceId });
			const [latest] = await world.client.waitForExecutions(receiver, 1);
			const execution = await world.client.execution(latest?.id ?? '');
			expect(outputOf(execution, 'Create Source')).toHaveLength(1);
			expect(world.holdsSecretId(JSON.stringify(execution))).toBe(false);
		});

		test('the app hears of a customer who declined', async () => {
			const { customerId, workspaceId } = world.newCustomer();
			const { body } = await ask({ customerId, workspaceId, sourceType: 'hubspot' });
			await world.customer.consent(body.consentUrl ?? '', 'deny');
			expect((await outcomeOf(customerId)).body).toMatchObject({
				status: 'declined',
				sourceId: null,
				reason: 'access_denied',
			});
		});

		test('the app hears of a source that could not be made, in words', async () => {
			const { customerId, workspaceId } = world.newCustomer();
			const configuration = { start_date: 'in spring' };
			const { body } = await ask({
				customerId,
				workspaceId,
				sourceType: 'hubspot',
				configuration,
			});
			await world.customer.consent(body.consentUrl ?? '');
			expect((await outcomeOf(customerId)).body).toMatchObject({
				status: 'failed',
				reason: expect.stringContaining('start_date') as string,
			});
		});

		test('what is no customer is answered with the reason, a wrong key with nothing', async () => {
			const wrong = await ask({ customerId: 'x', workspaceId: 'x', sourceType: 'hubspot' });
			expect(wrong.status).toBe(422);
			expect(wrong.body.error).toContain("The field 'Workspace' is not an ID of Airbyte");
			const { workspaceId } = world.newCustomer();
			const stranger = await ask({ workspaceId, sourceType: 'hubspot' }, 'guessed');
			expect([stranger.status, stranger.body]).toEqual([403, {}]);
		});
	});
}

/** What a backend does with the call: checks the signature before it believes a word. */
function claimsOf({ headers }: Call): unknown {
	const [head = '', claims = '', signature] = (headers.authorization ?? '')
		.replace('Bearer ', '')
		.split('.');
	const wanted = createHmac('sha256', SHARED_WITH_APP)
		.update(`${head}.${claims}`)
		.digest('base64url');
	expect(signature).toBe(wanted);
	return JSON.parse(Buffer.from(claims, 'base64url').toString());
}
