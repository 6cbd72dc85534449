import { DateTime } from 'luxon';
import { failureOf, type ImportedWorkflow } from '../host';
import { DataTable, type Row } from './dataTable';
import type { ExamplesWorld } from './examplesWorld';

const COLUMNS = {
	...Object.fromEntries(
		['customerId', 'customerName', 'email', 'workspaceId', 'sourceType', 'configuration'].map(
			(name) => [name, 'string' as const],
		),
	),
	...Object.fromEntries(
		['status', 'state', 'expiresAt', 'sourceId', 'note'].map((name) => [name, 'string' as const]),
	),
	attempts: 'number' as const,
};

export function examplesBatch(world: ExamplesWorld): void {
	describe('Examples batch-send-links and batch-keep-ledger', () => {
		let table: DataTable;
		let sender: ImportedWorkflow;
		let receiver: string;

		beforeAll(async () => {
			table = await DataTable.create(world.client, 'Airbyte onboarding', COLUMNS);
			const dataTableId = { __rl: true, mode: 'list', value: table.id };
			const names = ['Bea', 'Cem', 'Dia', 'Eli', 'Fay', 'Gus'];
			await table.insert(names.map((name) => customerRow(name)));
			const chosen = (nodes: string[]) =>
				Object.fromEntries(nodes.map((node) => [node, { dataTableId }]));
			const { workflow, redirectUrl } = await world.listenWithExample(
				'batch-keep-ledger.json',
				chosen(['Connected', 'Not Created', 'Declined']),
			);
			receiver = workflow.id;
			sender = await world.importExample('batch-send-links.json', {
				...chosen(['Customers', 'Pending', 'Not Mailed', 'No Link', 'Give Up']),
				'Initiate OAuth': { redirectUrl },
			});
		});

		function customerRow(name: string) {
			const { workspaceId } = world.sandbox.store.addWorkspace(name);
			return {
				customerId: name,
				customerName: name,
				email: `${name.toLowerCase()}@example.com`,
				workspaceId,
				sourceType: 'hubspot',
				configuration: '{}',
				status: '',
				attempts: 0,
			};
		}

		/** One day's run. @returns the mails it sent, by recipient */
		async function run(): Promise<string[]> {
			const before = world.mailbox.mails.length;
			const execution = await world.client.run(sender.id, 'Every Morning');
			expect(failureOf(execution)).toBeUndefined();
			return world.mailbox.mails.slice(before).map(({ to }) => to);
		}

		async function statuses(): Promise<Record<string, unknown>> {
			const rows = await table.rows();
			return Object.fromEntries(rows.map(({ customerId, status }) => [customerId, status]));
		}

		async function expire(): Promise<void> {
			const expiresAt = DateTime.utc().minus({ hours: 1 }).toISO();
			await table.update('status', 'pending', { expiresAt });
		}

		function linkFor(email: string): string {
			const mail = world.mailbox.mails.filter(({ to }) => to === email).at(-1);
			return /http\S+consent\S+|https?:\/\/127\S+/.exec(mail?.text ?? '')?.[0] ?? '';
		}

		test('the first run of the day mails a link to everybody, and a second changes nothing', async () => {
			world.mailbox.unknown.add('gus@example.com');
			expect((await run()).sort()).toEqual(
				['bea', 'cem', 'dia', 'eli', 'fay'].map((name) => `${name}@example.com`),
			);
			world.mailbox.unknown.clear();
			const gus = (await table.rows()).find(({ customerId }) => customerId === 'Gus');
			expect(gus).toMatchObject({ status: '', attempts: 1, note: expect.stringContaining('550') });

			expect(await run()).toEqual(['gus@example.com']);
			const ledger = await table.rows();
			expect(ledger.map(({ status }) => status)).toEqual(Array(6).fill('pending'));
			expect(await run()).toEqual([]);
			expect(await table.rows()).toEqual(ledger);
		});

		test('customers who allow are connected, one who declines is declined', async () => {
			for (const name of ['bea', 'cem', 'dia']) {
				await world.customer.consent(linkFor(`${name}@example.com`));
			}
			await world.customer.consent(linkFor('eli@example.com'), 'deny');
			const executions = await world.client.waitForExecutions(receiver, 4);
			expect(executions.map(({ status }) => status)).toEqual(Array(4).fill('success'));
			expect(await statuses()).toEqual({
				Bea: 'connected',
				Cem: 'connected',
				Dia: 'connected',
				Eli: 'declined',
				Fay: 'pending',
				Gus: 'pending',
			});
			const [bea] = (await table.rows()) as [Row];
			expect(world.sourcesNamed('hubspot of Bea')).toMatchObject([{ sourceId: bea.sourceId }]);
		});

		test('an expired link is renewed, and after three in vain the row rests', async () => {
			await expire();
			expect(await run()).toEqual(['fay@example.com', 'gus@example.com']);
			expect(await run()).toEqual([]);
			await expire();
			// The mail that was refused on the first day was a try too.
			expect(await run()).toEqual(['fay@example.com']);
			expect(await statuses()).toMatchObject({ Fay: 'pending', Gus: 'expired' });
			await expire();
			expect(await run()).toEqual([]);
			expect(await statuses()).toMatchObject({ Bea: 'connected', Fay: 'expired', Gus: 'expired' });
			const ledger = await table.rows();
			expect(await run()).toEqual([]);
			expect(await table.rows()).toEqual(ledger);
		});
	});
}
