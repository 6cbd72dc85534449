/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type {
	IDataObject,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import { forgetFetched } from '../../nodes/shared/connectors/registry';
import type { ConnectorRequirements } from '../../nodes/shared/connectors/requirements';
import { answersOf } from '../connectors/person';
import { startSandbox, type Sandbox } from '../sandbox';
import { Engine } from './harness';
import { consent } from './harness/customer';
import { createConfiguredSource, createSource, initiate, locator } from './harness/parameters';
import { TriggerServer } from './harness/triggerServer';

const specsFolder = join(__dirname, '../../../shared/airbyte/specs');
const hasSpecs = existsSync(specsFolder);
if (!hasSpecs) {
	process.stdout.write(`Only the sandbox's own connectors are run: ${specsFolder} is not there.\n`);
}

let sandbox: Sandbox;
let engine: Engine;
let trigger: TriggerServer;
let workspaceId: string;

beforeAll(async () => {
	sandbox = await startSandbox(hasSpecs ? { specsFolder } : {});
	engine = await Engine.load();
	trigger = await TriggerServer.start(engine);
});

beforeEach(() => {
	forgetFetched();
	engine.credential = {
		authentication: 'clientCredentials',
		baseUrl: sandbox.apiUrl,
		registryUrl: sandbox.registryUrl,
		clientId: sandbox.clientId,
		clientSecret: sandbox.clientSecret,
	};
	workspaceId = sandbox.store.addWorkspace('Customer').workspaceId;
	sandbox.requests.length = 0;
	trigger.started.length = 0;
});

afterAll(async () => {
	await trigger.stop();
	await sandbox.stop();
});

const place = (resource: string, operation: string) => ({ resource, operation });

const toRegistry = () => sandbox.requests.filter(({ path }) => path.startsWith('/files'));

const requirements = (connector: string, mode: 'name' | 'id' = 'name'): INodeParameters => ({
	resource: 'connector',
	operation: 'getOAuthRequirements',
	connector: locator(mode, connector),
	workspaceId: locator('id', workspaceId),
});

describe('from consent to source, with nothing but what Get OAuth Requirements names', () => {
	it('goes for every OAuth connector', async () => {
		const short: string[] = [];
		const sourceTypes = sandbox.store.connectors
			.all()
			.flatMap(({ apiSourceType, spec }) =>
				apiSourceType && spec.advanced_auth ? [apiSourceType] : [],
			);
		expect(sourceTypes.length).toBeGreaterThanOrEqual(hasSpecs ? 30 : 5);

		for (const sourceType of sourceTypes) {
			const { json, error } = await engine.run(requirements(sourceType));
			const needed = json[0] as unknown as ConnectorRequirements;
			if (error || !needed) {
				short.push(`${sourceType}: ${error?.message}`);
				continue;
			}
			const { given, oAuthInput } = answersOf(needed);
			const link = await engine.run(
				initiate(workspaceId, sourceType, {
					oAuthInputConfiguration: JSON.stringify(oAuthInput),
				}),
			);
			const redirect = await consent(String(link.json[0]?.consentUrl)).catch(() => undefined);
			await trigger.visit(redirect ?? '');
			const created = await engine.run(
				createSource(workspaceId, sourceType, {
					secretId: '={{ $json.secretId }}',
					name: sourceType,
					configuration: JSON.stringify(given),
				}),
				{ items: [trigger.started.at(-1) ?? {}] },
			);
			if (created.json[0]?.outcome !== 'created') {
				const why = link.error ?? created.error;
				short.push(`${sourceType}: ${why?.message} ${why?.description ?? ''}`);
			}
		}
		expect(short).toEqual([]);
	}, 60_000);
});

describe('a source', () => {
	it('is created by definition id though its source type was given', async () => {
		await engine.run(
			createConfiguredSource(workspaceId, 'stripe', '{ "account_id": "a", "client_secret": "s" }'),
		);
		const body = sandbox.requests.find(
			({ method, path }) => method === 'POST' && path === '/v1/sources',
		)?.body;
		expect(body).toMatchObject({
			definitionId: sandbox.store.connectors.bySourceType('stripe')?.definitionId,
			configuration: { account_id: 'a', client_secret: 's' },
		});
	});

	it('of a connector that Airbyte has no name for is created too', async () => {
		const custom = sandbox.store.connectors
			.all()
			.find(({ sourceName }) => /acme/i.test(sourceName));
		const { json } = await engine.run(
			createConfiguredSource(workspaceId, '', '{ "host": "h", "api_key": "k" }', {
				connector: locator('id', custom?.definitionId ?? ''),
			}),
		);
		expect(json).toMatchObject([{ outcome: 'created', sourceType: '' }]);
		expect(sandbox.requests.map(({ path }) => path)).toContain(
			'/api/v1/source_definition_specifications/get',
		);
	});

	it('names every field that is missing or ill-typed before anything is sent', async () => {
		const { error } = await engine.run(
			createConfiguredSource(workspaceId, 'stripe', '{ "client_secret": 7, "slice_range": "x" }'),
		);
		expect(error?.description).toMatch(/account_id.* is missing/);
		expect(error?.description).toMatch(/client_secret.* has to be/);
		expect(
			sandbox.requests.filter(({ method }) => method === 'POST').map(({ path }) => path),
		).toEqual([]);
	});

	it('takes the columns of its input that the connector has fields for', async () => {
		const parameters = createConfiguredSource(workspaceId, 'stripe', '{}', {
			specifyConfiguration: 'fields',
			name: '={{ $json.customer }}',
			configurationFields: {
				mappingMode: 'autoMapInputData',
				value: null,
				schema: (
					await engine.ask<ResourceMapperFields>('resourceMapping', 'getConfigurationFields', {
						...place('source', 'create'),
						...place('source', 'create'),
						connector: locator('name', 'stripe'),
						workspaceId: locator('id', workspaceId),
						authorizeWith: 'configuration',
					})
				).fields as unknown as IDataObject[],
			} as unknown as INodeParameters,
		});
		const { json, error } = await engine.run(parameters, {
			items: [{ customer: 'Acme', account_id: 'acct_1', client_secret: 'sk', phone: '1' }],
		});
		expect(error).toBeUndefined();
		const stored = sandbox.store.sources.get(String(json[0]?.sourceId));
		expect(stored?.configuration).toMatchObject({ account_id: 'acct_1', client_secret: 'sk' });
		expect(stored?.configuration).not.toHaveProperty('phone');
	});

	it('with an OAuth client of its own gets a hint of the override it needs', async () => {
		const { hints } = await engine.run(
			createConfiguredSource(
				workspaceId,
				'salesforce',
				'{ "auth_type": "Client", "client_id": "i", "client_secret": "s", "refresh_token": "r" }',
			),
		);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/override was set/),
		]);
	});

	it('is sent as it is, with a hint, when no specification can be had', async () => {
		engine.credential = { ...engine.credential, registryUrl: 'http://127.0.0.1:9' };
		const configuration = '{ "account_id": "a", "client_secret": "s" }';
		const { json, hints } = await engine.run(
			createConfiguredSource(workspaceId, 'stripe', configuration),
			{
				items: [{}, {}],
			},
		);
		expect(json).toMatchObject([{ outcome: 'created' }, { outcome: 'existing' }]);
		expect(hints[0]?.message).toMatch(/sent as it is, unchecked/);

		const { error } = await engine.run(
			createConfiguredSource(workspaceId, 'stripe', '', {
				specifyConfiguration: 'fields',
				configurationFields: { mappingMode: 'defineBelow', value: { account_id: 'a' } },
			}),
		);
		expect(error?.message).toMatch(/fields of airbyte\/source-stripe are not known/);
		expect(error?.description).toMatch(/Give the configuration as JSON/);
	});
});

describe('an override', () => {
	it('is built from the form, nested as the connector nests it', async () => {
		const { error } = await engine.run({
			resource: 'workspace',
			operation: 'setOAuthOverride',
			workspaceId: locator('id', workspaceId),
			actorType: 'source',
			name: locator('name', 'hubspot'),
			configurationFields: {
				mappingMode: 'defineBelow',
				value: { client_id: 'id', client_secret: 'se' },
			},
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests.at(-1)?.body).toMatchObject({
			configuration: { credentials: { client_id: 'id', client_secret: 'se' } },
		});
	});
});

describe('the editor', () => {
	const forms: Record<string, [resource: string, operation: string]> = {
		getOAuthInputFields: ['oauth', 'initiate'],
		getScopes: ['oauth', 'initiate'],
		getOverrideFields: ['workspace', 'setOAuthOverride'],
	};
	const choice = (connector: string, method = ''): INodeParameters => ({
		...place(...(forms[method] ?? ['source', 'create'])),
		connector: locator('name', connector),
		sourceType: locator('name', connector),
		name: locator('name', connector),
		workspaceId: locator('id', workspaceId),
		authorizeWith: 'secretId',
	});
	const fieldsOf = async (method: string, connector: string) =>
		(
			await engine.ask<ResourceMapperFields>('resourceMapping', method, choice(connector, method))
		).fields.map(({ id }) => id);

	it('opens a form with one request for one connector, and none the second time', async () => {
		const fields = await fieldsOf('getConfigurationFields', 'hubspot');
		expect(fields).toContain('start_date');
		expect(fields).not.toContain('credentials.client_id');
		expect(toRegistry().map(({ path }) => path)).toEqual([
			'/files/metadata/airbyte/source-hubspot/latest/cloud.json',
		]);
		expect(toRegistry()[0]?.headers.authorization).toBeUndefined();
		await fieldsOf('getConfigurationFields', 'hubspot');
		expect(toRegistry()).toHaveLength(1);
	});

	it('shows what is needed before the consent, and the fields of an override', async () => {
		expect(await fieldsOf('getOAuthInputFields', 'zendesk-support')).toEqual(['subdomain']);
		expect(await fieldsOf('getOAuthInputFields', 'hubspot')).toEqual([]);
		expect((await fieldsOf('getOverrideFields', 'google-ads')).sort()).toEqual([
			'client_id',
			'client_secret',
			'developer_token',
		]);
	});

	it('offers scopes only where the connector takes them', async () => {
		const scopes = await engine.ask<INodePropertyOptions[]>(
			'loadOptions',
			'getScopes',
			choice('hubspot', 'getScopes'),
		);
		expect(scopes).toEqual([]);
	});

	it('lists connectors with the workspace’s own, marked and searchable, from one download', async () => {
		const search = async (method: string, filter: string) =>
			(
				await engine.ask<INodeListSearchResult>('listSearch', method, choice('hubspot'), filter)
			).results.map(({ name }) => name);
		expect(await search('searchSourceTypes', 'hubsp')).toEqual(['HubSpot (OAuth)']);
		expect(await search('searchSourceTypes', 'acme')).toEqual([
			expect.stringMatching(/Acme.*\(custom\)/),
		]);
		expect(await search('searchOAuthSourceTypes', 'stripe')).toEqual([]);
		expect(toRegistry()).toHaveLength(1);
	});

	it('says that a registry is down, and how to go on', async () => {
		engine.credential = { ...engine.credential, registryUrl: 'http://127.0.0.1:9' };
		const form = await engine.ask<ResourceMapperFields>(
			'resourceMapping',
			'getConfigurationFields',
			choice('hubspot'),
		);
		expect(form.fields).toEqual([]);
		expect(form.emptyFieldsNotice).toMatch(/not known.*could not be reached.*JSON/s);
	});
});
