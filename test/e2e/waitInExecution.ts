import { Duration } from 'luxon';
import { outputOf, waitFor, type Execution, type WorkflowFile } from '../host';
import { sendLinks } from './workflows';
import type { ConsentLink, World } from './world';

const WAIT = 'Wait for Authorization';

/** n8n looks for executions whose time is over once a minute. */
const TIMEOUT_WITHIN = Duration.fromObject({ minutes: 3 });

export function waitInExecution(world: World): void {
	describe('An execution that waits for its customer', () => {
		/** Customers -> Initiate OAuth (This Execution) -> Wait for Authorization. */
		function waitingWorkflow(timeLimit: number, customers = 1): WorkflowFile {
			const cases = Array.from({ length: customers }, () => world.newCustomer());
			const file = sendLinks(cases, '');
			const initiate = file.nodes.find(({ name }) => name === 'Initiate OAuth');
			if (!initiate) throw new Error('The workflow makes no links');
			initiate.parameters = { ...initiate.parameters, redirectTo: 'execution' };
			const wait = {
				...initiate,
				id: WAIT,
				name: WAIT,
				parameters: { resource: 'oauth', operation: 'waitForAuthorization', timeLimit },
			};
			const next = { main: [[{ node: WAIT, type: 'main', index: 0 }]] };
			return {
				...file,
				nodes: [...file.nodes, wait],
				connections: { ...file.connections, [initiate.name]: next },
			};
		}

		async function start(timeLimit: number): Promise<{ execution: Execution; link: ConsentLink }> {
			const workflow = await world.client.importWorkflow(waitingWorkflow(timeLimit), [
				world.credential,
			]);
			const execution = await world.client.run(workflow.id, 'Start');
			const [link] = outputOf<ConsentLink>(execution, 'Initiate OAuth');
			if (!link) throw new Error('Initiate OAuth gave out nothing');
			return { execution, link };
		}

		async function end({ id }: Execution): Promise<Execution> {
			return await waitFor({
				what: `execution ${id} to go on`,
				atMost: TIMEOUT_WITHIN,
				probe: async () => {
					const execution = await world.client.execution(id);
					return ['success', 'error'].includes(execution.status) && execution;
				},
			});
		}

		test('goes on with the authorized item', async () => {
			const { execution, link } = await start(1);
			expect(execution.status).toBe('waiting');
			const { status, text } = await world.customer.consent(link.consentUrl);
			expect([status, text]).toEqual([200, expect.stringContaining('connected')]);
			const [item] = outputOf<Record<string, unknown>>(await end(execution), WAIT);
			expect(item).toMatchObject({
				status: 'authorized',
				secretId: expect.stringMatching(/^airbyte_oauth_/) as string,
				workspaceId: link.workspaceId,
				context: link.context,
			});
		});

		test('goes on where Airbyte appends after a second question mark', async () => {
			world.sandbox.behaviour.redirectJoin = 'secondQuestionMark';
			const { execution, link } = await start(1);
			await world.customer.consent(link.consentUrl);
			world.sandbox.behaviour.redirectJoin = 'proper';
			expect(outputOf(await end(execution), WAIT)).toMatchObject([{ status: 'authorized' }]);
		});

		test('goes on with the declined item', async () => {
			const { execution, link } = await start(1);
			await world.customer.consent(link.consentUrl, 'deny');
			expect(outputOf(await end(execution), WAIT)).toMatchObject([
				{ status: 'declined', reason: 'access_denied' },
			]);
		});

		test('keeps waiting when a redirect cannot be trusted', async () => {
			const { execution, link } = await start(1);
			const forged = `${world.redirectUrlOf(link).slice(0, -3)}AAA`;
			const query = 'secret_id=airbyte_oauth_workspace_forged_v1';
			expect((await world.customer.open(`${forged}&${query}`)).status).toBe(400);
			expect((await world.client.execution(execution.id)).status).toBe('waiting');
			await world.customer.consent(link.consentUrl);
			expect(outputOf(await end(execution), WAIT)).toMatchObject([{ status: 'authorized' }]);
		});

		test(
			'goes on with an expired item at the time limit',
			async () => {
				const { execution, link } = await start(2 / 3600);
				expect(outputOf(await end(execution), WAIT)).toEqual([{ ...link, status: 'expired' }]);
			},
			TIMEOUT_WITHIN.toMillis(),
		);

		test('refuses several customers, and points to the trigger', async () => {
			const workflow = await world.client.importWorkflow(waitingWorkflow(1, 2), [world.credential]);
			const { status, data } = await world.client.run(workflow.id, 'Start');
			expect(status).toBe('error');
			expect(data.resultData.error?.message).toMatch(/One execution can wait for one customer/);
			expect(data.resultData.error?.description).toMatch(/Airbyte OAuth Trigger/);
		});
	});
}
