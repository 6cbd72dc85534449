import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Behaviour, type Sandbox } from '../sandbox';
import { ContractChecker } from '../sandbox/contract';
import { Engine } from './harness';
import { consent } from './harness/customer';
import {
	createConfiguredSource,
	createSource,
	initiate,
	setOAuthOverride,
} from './harness/parameters';
import { TriggerServer } from './harness/triggerServer';

let sandbox: Sandbox;
let engine: Engine;
let trigger: TriggerServer;
let workspaceId: string;
let defaults: Behaviour;

beforeAll(async () => {
	sandbox = await startSandbox();
	defaults = { ...sandbox.behaviour };
	engine = await Engine.load();
	engine.credential = {
		authentication: 'clientCredentials',
		baseUrl: sandbox.apiUrl,
		registryUrl: sandbox.registryUrl,
		clientId: sandbox.clientId,
		clientSecret: sandbox.clientSecret,
	};
	trigger = await TriggerServer.start(engine);
	workspaceId = sandbox.store.addWorkspace('Customer').workspaceId;
});

afterEach(() => {
	Object.assign(sandbox.behaviour, defaults);
	trigger.started.length = 0;
	trigger.log.length = 0;
});

afterAll(async () => {
	await trigger.stop();
	await sandbox.stop();
});

/** Initiates OAuth for one customer and answers the consent. */
async function onboard(
	decision: 'allow' | 'deny' = 'allow',
	sourceType = 'google-ads',
): Promise<string | undefined> {
	const run = await engine.run(
		initiate(workspaceId, sourceType, { context: '{ "customer": 42 }' }),
	);
	return await consent(String(run.json[0]?.consentUrl), decision);
}

describe("flow 1: Airbyte's own OAuth app, in the customer's browser", () => {
	it('ends in a source in the workspace of the customer', async () => {
		const redirect = await onboard();
		const page = await trigger.visit(redirect ?? '');
		expect(page.status).toBe(200);
		expect(await page.text()).toContain('Your account is connected');

		const [authorized] = trigger.started;
		expect(authorized).toEqual({
			status: 'authorized',
			secretId: expect.stringMatching(`^airbyte_oauth_workspace_${workspaceId}_secret_`),
			workspaceId,
			sourceType: 'google-ads',
			definitionId: expect.any(String),
			context: { customer: 42 },
			state: expect.any(String),
			issuedAt: expect.stringMatching(/^\d{4}-.*Z$/),
			expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
			authorizedAt: expect.stringMatching(/^\d{4}-.*Z$/),
		});

		const created = await engine.run(
			createSource(workspaceId, 'google-ads', {
				secretId: '={{ $json.secretId }}',
				configuration: '{ "customer_id": "1234567890" }',
			}),
			{ items: [authorized as IDataObject] },
		);
		expect(created.error).toBeUndefined();
		const stored = sandbox.store.sources.get(String(created.json[0]?.sourceId));
		expect(stored).toMatchObject({ workspaceId, name: 'A source' });
		expect(stored?.configuration).toMatchObject({
			customer_id: '1234567890',
			credentials: { refresh_token: expect.any(String) },
		});
	});

	const positions: Array<Partial<Behaviour>> = [
		{ consentUrlKey: 'redirect_url' },
		{ redirectJoin: 'secondQuestionMark' },
		{ redirectParameters: 'secretIdOnly' },
		{ secretIdShape: 'opaque' },
		{ stateParameter: 'redirectOnly' },
		{ stateParameter: 'absent' },
		{ tokenExpiry: 'shorter' },
		{ discriminatorSetByServer: true },
	];
	it.each(positions)('brings the secret home whatever Airbyte does: %o', async (position) => {
		Object.assign(sandbox.behaviour, position);
		const redirect = await onboard();
		expect((await trigger.visit(redirect ?? '')).status).toBe(200);
		expect(trigger.started).toHaveLength(1);
	});

	it('understands a second question mark in a redirect URL that had a query', async () => {
		Object.assign(sandbox.behaviour, { redirectJoin: 'secondQuestionMark' });
		const { json } = await engine.run(
			initiate(workspaceId, 'google-ads', {
				redirectUrl: `${String(initiate('', '').redirectUrl)}?from=mail`,
			}),
		);
		const redirect = await consent(String(json[0]?.consentUrl));
		expect(redirect).toMatch(/\?from=mail\?secret_id=/);
		expect((await trigger.visit(redirect ?? '')).status).toBe(200);
	});

	it.each(['redirectWithError', 'redirectWithoutSecret'] as const)(
		'starts nothing when the customer declines (%s)',
		async (declinedConsent) => {
			Object.assign(sandbox.behaviour, { declinedConsent });
			const page = await trigger.visit((await onboard('deny')) ?? '');
			expect(page.status).toBe(400);
			expect(await page.text()).toContain('Your account was not connected');
			expect(trigger.started).toEqual([]);
		},
	);

	it.each(['errorPage', 'noRedirect'] as const)(
		'waits in peace when a declined consent never comes back (%s)',
		async (declinedConsent) => {
			Object.assign(sandbox.behaviour, { declinedConsent });
			expect(await onboard('deny')).toBeUndefined();
			expect(trigger.started).toEqual([]);
		},
	);

	it('sends what the connector needs before consent, and scopes only where asked for', async () => {
		sandbox.requests.length = 0;
		await engine.run(
			initiate(workspaceId, 'zendesk-support', {
				oAuthInputConfiguration: '{ "subdomain": "acme" }',
				options: { requestedScopes: [] },
			}),
		);
		expect(sandbox.requests.at(-1)?.body).toEqual({
			workspaceId,
			sourceType: 'zendesk-support',
			redirectUrl: expect.stringMatching(
				/^https:\/\/n8n\.example\.com\/webhook\/.*\/airbyte\/[\w-]+$/,
			),
			oAuthInputConfiguration: { subdomain: 'acme' },
		});
	});
});

describe('flow 2: your own OAuth app', () => {
	const own = { client_id: 'own-client', client_secret: 'own-secret' };

	it('creates a source that runs with the client of the override', async () => {
		const override = await engine.run(
			setOAuthOverride(workspaceId, 'salesforce', JSON.stringify(own)),
		);
		expect(override.json).toEqual([{ workspaceId, actorType: 'source', name: 'salesforce' }]);
		expect(override.hints).toEqual([
			{ message: expect.stringMatching(`${workspaceId}.*salesforce`), location: 'outputPane' },
		]);

		const configuration = { auth_type: 'Client', refresh_token: 'token-of-own-app', ...own };
		const { json } = await engine.run(
			createConfiguredSource(workspaceId, 'salesforce', JSON.stringify(configuration)),
		);
		const effective = sandbox.store.effectiveConfiguration(String(json[0]?.sourceId));
		expect(effective).toMatchObject({ ...own, refresh_token: 'token-of-own-app' });
	});

	it('leaves it to Airbyte whether consent links work beside an override', async () => {
		await engine.run(setOAuthOverride(workspaceId, 'salesforce', JSON.stringify(own)));
		Object.assign(sandbox.behaviour, { initiateUnderOverride: 'allowed' });
		expect((await engine.run(initiate(workspaceId, 'salesforce'))).error).toBeUndefined();
		Object.assign(sandbox.behaviour, { initiateUnderOverride: 'refused' });
		const refused = await engine.run(initiate(workspaceId, 'salesforce'));
		expect(refused.error?.context).toMatchObject({ status: 404 });
	});
});

test("every request of the flows, and every answer to it, fits Airbyte's own API document", async () => {
	const contract = await ContractChecker.load();
	if (!contract) return;
	sandbox.requests.length = 0;
	await trigger.visit((await onboard()) ?? '');
	await engine.run(
		createSource(workspaceId, 'google-ads', {
			secretId: String(trigger.started[0]?.secretId),
			configuration: '{ "customer_id": "1234567890" }',
		}),
	);
	await engine.run(
		setOAuthOverride(workspaceId, 'salesforce', '{ "client_id": "a", "client_secret": "b" }'),
	);
	expect(sandbox.requests.length).toBeGreaterThanOrEqual(4);
	expect(contract.violations(sandbox.requests)).toEqual([]);
});
