/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { EditorStage } from './editorStage';

/** A first run installs n8n: about 4 minutes, where the registry is far away more. */
const START_WITHIN_MS = 20 * 60_000;

/** What opening a connector's form may take, the registry near by. */
const FORM_WITHIN_MS = 300;

/** Nobody listens there. */
const DEAD_REGISTRY = 'http://127.0.0.1:9/files';

const CREATE = { resource: 'source', operation: 'create' };
const INITIATE = { resource: 'oauth', operation: 'initiate' };
const OVERRIDE = { resource: 'workspace', operation: 'setOAuthOverride' };
const LIST = '/files/registries/v0/cloud_registry.json';

const stage = new EditorStage();

beforeAll(async () => await stage.start(), START_WITHIN_MS);

afterEach(() => expect(stage.customerPage.outside).toEqual([]));

afterAll(async () => await stage.stop());

const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

describe('Source: Create in the editor', () => {
	test('goes from lists through the form to a source', async () => {
		const { editor } = stage;
		const { secretId, authPayload } = stage.addSecret('hubspot', 'Birch & Sons');
		await stage.openNode('Create Source', CREATE);
		await editor.choose('workspaceId', 'birch', 'Birch & Sons');
		await editor.fill('name', 'HubSpot of Birch');
		expect(await editor.search('connector', 'hubspot')).toEqual(['HubSpot (OAuth)']);
		await editor.answer(
			'resource-mapper-fields',
			async () => await editor.choose('connector', 'HubSpot', 'HubSpot (OAuth)'),
		);
		await editor.fill('secretId', secretId);

		const labels = await editor.formLabels();
		expect(labels.join('\n')).toMatch(/^Start date/m);
		expect(labels.join('\n')).not.toMatch(/client|token|credentials/i);

		await editor.fill('start_date', '2026-01-01T00:00:00Z');
		await editor.execute();
		expect(stage.configurationOf('HubSpot of Birch')).toMatchObject({
			start_date: '2026-01-01T00:00:00Z',
			credentials: authPayload,
		});
	});

	test('downloads the list once, and one file of one connector for its form', async () => {
		const { editor } = stage;
		// Under another name of the same host n8n has nothing of it in its cache.
		const registryUrl = stage.sandbox.registryUrl.replace('127.0.0.1', 'localhost');
		const credential = await stage.credential({ registryUrl });
		await stage.openNode('Create Source', CREATE, { credential });
		stage.registryRequests();
		await editor.search('connector', 'zendesk');
		await editor.search('connector', 'salesforce');
		const found = await editor.search('connector', 'intercom');
		expect(found).toEqual(['Intercom (OAuth)']);
		const listed = stage.registryRequests().map(({ path }) => path);
		expect(listed).toEqual([LIST]);

		const answer = await editor.answer(
			'resource-mapper-fields',
			async () => await editor.choose('connector', 'Intercom', 'Intercom (OAuth)'),
		);
		await editor.formLabels();
		const asked = stage.registryRequests();
		expect(asked.map(({ path }) => path)).toEqual([
			'/files/metadata/airbyte/source-intercom/latest/cloud.json',
		]);
		expect(asked[0]?.durationMs).toBeLessThan(FORM_WITHIN_MS);
		expect(answer.request().timing().responseEnd).toBeLessThan(FORM_WITHIN_MS);
		process.stdout.write(
			`A form: 1 request, ${asked[0]?.durationMs} ms in the registry, ${answer.request().timing().responseEnd} ms in all
`,
		);

		await editor.closeNode();
		await editor.answer(
			'resource-mapper-fields',
			async () => await editor.openNode('Create Source'),
		);
		expect(stage.registryRequests()).toEqual([]);
	});

	test('shows nothing red before a connector is chosen, and another form for another one', async () => {
		const { editor } = stage;
		await stage.openNode('Create Source', CREATE);
		expect(await editor.page.getByTestId('resource-mapper-container').count()).toBe(0);
		for (const [name, label] of [
			['HubSpot', /Start date/],
			['Google Ads', /Customer ID/i],
		] as const) {
			await editor.answer(
				'resource-mapper-fields',
				async () => await editor.choose('connector', name, `${name} (OAuth)`),
			);
			await editor.page.getByTestId('mapping-fields-container').getByText(label).waitFor();
		}
	});

	test("takes the input's columns by name with 'Map Automatically'", async () => {
		const { editor } = stage;
		const { secretId, workspaceId } = stage.addSecret('hubspot', 'Acme Bakery');
		const item = { start_date: '2025-05-05T00:00:00Z', plan: 'gold' };
		const parameters = {
			...CREATE,
			workspaceId: locator('id', workspaceId),
			name: 'Mapped',
			secretId,
		};
		await stage.openNode('Create Source', parameters, { item });
		await editor.answer(
			'resource-mapper-fields',
			async () => await editor.choose('connector', 'hubspot', 'HubSpot (OAuth)'),
		);
		await editor.mapAutomatically();
		expect(await editor.formNotice()).toContain('start_date');
		await editor.execute();
		const configuration = stage.configurationOf('Mapped');
		expect(configuration).toMatchObject({ start_date: '2025-05-05T00:00:00Z' });
		expect(configuration).not.toHaveProperty('plan');
	});

	(stage.hasRealConnectors ? test : test.skip)('lists hundreds of connectors', async () => {
		await stage.openNode('Create Source', CREATE);
		const found = await stage.editor.search('connector', 'a');
		expect(found.length).toBeGreaterThan(200);
	});
});

describe('Workspace: Set OAuth Override in the editor', () => {
	test("asks for exactly what the connector's app consists of, and nests it", async () => {
		const { editor } = stage;
		await stage.openNode('Set OAuth Override', OVERRIDE);
		await editor.choose('workspaceId', 'acme', 'Acme Bakery');
		await editor.choose('name', 'google ads', 'Google Ads');
		expect(await editor.formLabels()).toEqual([
			expect.stringMatching(/^Client ID/i),
			expect.stringMatching(/^Client secret/i),
			expect.stringMatching(/^Developer token/i),
		]);
		await editor.fill('client_id', 'our client');
		await editor.fill('client_secret', 'our secret');
		await editor.fill('developer_token', 'our token');
		await editor.execute();
		expect(stage.sandbox.store.overrides.at(-1)?.configuration).toEqual({
			credentials: {
				client_id: 'our client',
				client_secret: 'our secret',
				developer_token: 'our token',
			},
		});
	});
});

describe('OAuth: Initiate in the editor', () => {
	test('asks for what the connector has to know before the consent, and only where it does', async () => {
		const { editor } = stage;
		await stage.openNode('Initiate OAuth', INITIATE);
		await editor.choose('sourceType', 'zendesk support', 'Zendesk Support');
		expect(await editor.formLabels()).toEqual([expect.stringMatching(/^Subdomain/)]);
		await editor.answer(
			'resource-mapper-fields',
			async () => await editor.choose('sourceType', 'hubspot', 'HubSpot'),
		);
		expect(await editor.formNotice()).toContain('needs nothing before the consent');
	});

	test('offers the scopes that the connector takes', async () => {
		const { editor } = stage;
		const parameters = { ...INITIATE, sourceType: locator('name', 'zendesk-support') };
		await stage.openNode('Initiate OAuth', parameters);
		await editor.addOption('Requested Scopes');
		expect(await editor.optionsOf('requestedScopes')).toEqual(['read']);
	});
});

describe('A registry that is down', () => {
	test('is told of in words, and JSON goes on working', async () => {
		const { editor } = stage;
		const { secretId, workspaceId } = stage.addSecret('hubspot', 'Acme Bakery');
		const credential = await stage.credential({ registryUrl: DEAD_REGISTRY });
		const parameters = {
			...CREATE,
			workspaceId: locator('id', workspaceId),
			name: 'Without a registry',
			connector: locator('name', 'hubspot'),
			secretId,
		};
		await stage.openNode('Create Source', parameters, { credential });
		const notice = await editor.formNotice();
		expect(notice).toMatch(/could not be reached/);
		expect(notice).toMatch(/JSON/);
		expect(notice).toMatch(/Connector Registry URL/);

		await editor.select('specifyConfiguration', 'Using JSON');
		await editor.field('configuration').locator('.cm-content').fill(JSON.stringify(OAUTH));
		await editor.execute();
		expect(stage.configurationOf('Without a registry')).toMatchObject(OAUTH);
	});

	test('leaves the list with the reason and the other ways', async () => {
		const credential = await stage.credential({ registryUrl: DEAD_REGISTRY });
		await stage.openNode('Create Source', CREATE, { credential });
		const words = await stage.editor.listError('connector');
		expect(words).toMatch(/could not be reached/);
		expect(words).toMatch(/by its name or definition ID/);
	});
});

/** Without a specification nobody else says which way HubSpot signs in. */
const OAUTH = stage.hasRealConnectors
	? { credentials: { credentials_title: 'OAuth Credentials' } }
	: { credentials: { auth_kind: 'oauth' } };
