import { DateTime } from 'luxon';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { consent } from './harness/customer';
import { Onboarding } from './harness/onboarding';
import { initiate } from './harness/parameters';
import { WaitingServer } from './harness/waitingServer';

let onboarding: Onboarding;
let waiting: WaitingServer;

const wait = (other: INodeParameters = {}): INodeParameters => ({
	resource: 'oauth',
	operation: 'waitForAuthorization',
	timeLimit: 1,
	page: {},
	options: {},
	...other,
});

beforeAll(async () => {
	onboarding = await Onboarding.start();
	waiting = await WaitingServer.start(onboarding.engine);
});

beforeEach(() => {
	onboarding.reset();
	waiting.reset();
});

afterAll(async () => {
	await waiting.stop();
	await onboarding.stop();
});

/** What *Initiate* gives out for this execution, and where the customer comes back to. */
async function initiated(
	other: INodeParameters = {},
): Promise<{ item: IDataObject; redirect: URL }> {
	const { engine, workspaceId } = onboarding;
	const { json, error } = await engine.run(
		initiate(workspaceId, 'google-ads', {
			redirectTo: 'execution',
			redirectUrl: '',
			context: '{ "customer": 42 }',
			...other,
		}),
	);
	if (error) throw new Error(error.message);
	const redirect = await consent(String(json[0]?.consentUrl));
	return { item: json[0] ?? {}, redirect: new URL(redirect ?? '') };
}

it('leads the customer back to the execution, with the link last in the address', async () => {
	const { redirect } = await initiated();
	expect(redirect.pathname).toBe('/webhook-waiting/execution');
	expect([...redirect.searchParams.keys()].slice(0, 3)).toEqual(['signature', 'link', 'secret_id']);
});

it('goes on with the authorized item', async () => {
	const { item, redirect } = await initiated();
	await waiting.wait(wait(), [item]);
	const page = await waiting.visit(redirect);
	expect(page.status).toBe(200);
	expect(waiting.resumedWith).toEqual([
		expect.objectContaining({
			status: 'authorized',
			secretId: expect.stringMatching(/^airbyte_oauth_/),
			context: { customer: 42 },
			state: item.state,
		}),
	]);
});

it.each(['proper', 'secondQuestionMark'] as const)(
	'however Airbyte joins its query: %s',
	async (redirectJoin) => {
		onboarding.sandbox.behaviour.redirectJoin = redirectJoin;
		const { item, redirect } = await initiated();
		await waiting.wait(wait(), [item]);
		await waiting.visit(redirect);
		expect(waiting.resumedWith).toMatchObject([{ status: 'authorized' }]);
	},
);

it('goes on with the declined item', async () => {
	const { item, redirect } = await initiated();
	await waiting.wait(wait(), [item]);
	redirect.searchParams.delete('secret_id');
	redirect.searchParams.set('error', 'access_denied');
	expect((await waiting.visit(redirect)).status).toBe(400);
	expect(waiting.resumedWith).toMatchObject([{ status: 'declined', reason: 'access_denied' }]);
});

const forgeries: Array<[string, (redirect: URL) => unknown]> = [
	['a forged link', (redirect) => redirect.searchParams.set('link', 'forged')],
	['no link', (redirect) => redirect.searchParams.delete('link')],
	['two links', (redirect) => redirect.searchParams.append('link', 'forged')],
	['another workspace', (redirect) => redirect.searchParams.set('workspace_id', 'other')],
	['two secrets', (redirect) => redirect.searchParams.append('secret_id', 'airbyte_oauth_other')],
	["another consent's state", (redirect) => redirect.searchParams.set('state', 'other')],
];

it.each(forgeries)('keeps waiting at %s', async (_what, alter) => {
	const { item, redirect } = await initiated();
	await waiting.wait(wait(), [item]);
	const altered = new URL(redirect);
	alter(altered);
	expect((await waiting.visit(altered)).status).toBe(400);
	expect(waiting.resumedWith).toBeUndefined();
	expect((await waiting.visit(redirect)).status).toBe(200);
	expect(waiting.resumedWith).toHaveLength(1);
});

it("keeps waiting at another execution's link", async () => {
	const { item, redirect } = await initiated();
	await waiting.wait(wait(), [item]);
	waiting.executionId = 'another';
	expect((await waiting.visit(redirect)).status).toBe(400);
	expect(waiting.resumedWith).toBeUndefined();
});

it('takes texts and addresses from the item that waits, never from the request', async () => {
	const { item, redirect } = await initiated();
	const options = { successUrl: '={{ $json.successUrl ?? $json.query.next }}' };
	redirect.searchParams.set('next', 'https://evil.example.com');
	await waiting.wait(
		wait({ options, page: { connectedTitle: '={{ "For " + $json.context.customer }}' } }),
		[item],
	);
	const page = await waiting.visit(redirect);
	expect([page.status, page.headers.get('location')]).toEqual([200, null]);
	expect(await page.text()).toContain('<h1>For 42</h1>');
});

it('forwards the input with status expired at the time limit, and leaves the input of others alone', async () => {
	const { item } = await initiated();
	const waitTill = await waiting.wait(wait({ timeLimit: 2 }), [item]);
	expect(
		DateTime.fromJSDate(waitTill ?? new Date(0))
			.diffNow()
			.as('hours'),
	).toBeCloseTo(2, 1);
	const output = await waiting.timeOut();
	expect(output).toEqual([{ ...item, status: 'expired' }]);
	expect(waiting.inputOfWait).toEqual([item]);
});

it.each([
	['Wait for Authorization', wait()],
	[
		'Initiate',
		initiate('00000000-0000-4000-8000-000000000000', 'google-ads', {
			redirectTo: 'execution',
			redirectUrl: '',
		}),
	],
])('%s refuses several customers, and points to the trigger', async (_name, parameters) => {
	const { error } = await onboarding.engine.run(parameters, { items: [{}, {}] });
	expect(error?.message).toMatch(/One execution can wait for one customer, and there are 2 items/);
	expect(error?.description).toMatch(/Airbyte OAuth Trigger/);
});
