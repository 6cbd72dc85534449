import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { Engine } from './harness';
import { createConfiguredSource, createSource } from './harness/parameters';

let sandbox: Sandbox;
let engine: Engine;
let workspaceId: string;

beforeAll(async () => {
	sandbox = await startSandbox();
	engine = await Engine.load();
});

beforeEach(() => {
	engine.credential = {
		authentication: 'clientCredentials',
		baseUrl: sandbox.apiUrl,
		registryUrl: sandbox.registryUrl,
		clientId: sandbox.clientId,
		clientSecret: sandbox.clientSecret,
	};
	workspaceId = sandbox.store.addWorkspace('Customer').workspaceId;
	sandbox.requests.length = 0;
});

afterAll(async () => await sandbox.stop());

const configuration = JSON.stringify({ account_id: 'acct_1', client_secret: 'sk' });

const stripe = (other: INodeParameters = {}): INodeParameters =>
	createConfiguredSource(workspaceId, 'stripe', configuration, {
		name: '={{ $json.name }}',
		...other,
	});

const named = (...names: string[]): IDataObject[] => names.map((name) => ({ name }));

const outcomes = (json: IDataObject[]): unknown[] => json.map(({ outcome }) => outcome);

const stored = () =>
	[...sandbox.store.sources.values()].filter((source) => source.workspaceId === workspaceId);

const asked = (method: string, path: string) =>
	sandbox.requests.filter((request) => request.method === method && request.path.endsWith(path));

describe('if a source of this name exists', () => {
	it('returns it by default, so that a batch can be run again', async () => {
		const first = await engine.run(stripe(), { items: named('a', 'b') });
		const again = await engine.run(stripe(), { items: named('a', 'b', 'c') });
		expect(outcomes(first.json)).toEqual(['created', 'created']);
		expect(outcomes(again.json)).toEqual(['existing', 'existing', 'created']);
		expect(again.json[0]?.sourceId).toBe(first.json[0]?.sourceId);
		expect(stored()).toHaveLength(3);
	});

	it('sees two items of one batch with the same name as the same', async () => {
		const { json } = await engine.run(stripe(), { items: named('a', 'a', 'b', 'a') });
		expect(outcomes(json)).toEqual(['created', 'existing', 'created', 'existing']);
		expect(json[1]?.sourceId).toBe(json[0]?.sourceId);
		expect(stored()).toHaveLength(2);
	});

	it('sees what another execution makes at the same time as the same', async () => {
		sandbox.gate.latencyMs = 20;
		const items = Array.from({ length: 20 }, (_, index) => ({ name: `Customer ${index}` }));
		const runs = await Promise.all([1, 2, 3].map(() => engine.run(stripe(), { items })));
		sandbox.gate.latencyMs = 0;
		expect(stored()).toHaveLength(items.length);
		const ids = runs.map(({ json }) => json.map(({ sourceId }) => sourceId));
		expect(ids).toEqual([ids[0], ids[0], ids[0]]);
		expect(runs.flatMap(({ json }) => outcomes(json)).sort()).toEqual([
			...Array<string>(20).fill('created'),
			...Array<string>(40).fill('existing'),
		]);
	});

	it('sets its configuration anew where that is chosen', async () => {
		await engine.run(stripe(), { items: named('a') });
		const { json } = await engine.run(
			stripe({
				ifExists: 'update',
				configuration: JSON.stringify({ account_id: 'acct_2', client_secret: 'sk' }),
			}),
			{ items: named('a') },
		);
		expect(outcomes(json)).toEqual(['updated']);
		expect(stored()).toHaveLength(1);
		expect(stored()[0]?.configuration).toMatchObject({ account_id: 'acct_2' });
	});

	it('authorizes it anew with a secret id where that is chosen', async () => {
		const connector = sandbox.store.connectors.bySourceType('google-ads');
		const definitionId = connector?.definitionId ?? '';
		const secretIds = ['first', 'second'].map(
			(token) =>
				sandbox.store.addSecret({
					workspaceId,
					definitionId,
					authPayload: { refresh_token: token },
				}).secretId,
		);
		const parameters = (secretId = '') =>
			createSource(workspaceId, 'google-ads', {
				ifExists: 'update',
				secretId,
				configuration: '{ "customer_id": "1234567890" }',
			});
		await engine.run(parameters(secretIds[0]));
		const { json } = await engine.run(parameters(secretIds[1]));
		expect(outcomes(json)).toEqual(['updated']);
		expect(stored()[0]?.configuration.credentials).toMatchObject({ refresh_token: 'second' });
	});

	it('creates another where that is chosen', async () => {
		const { json } = await engine.run(stripe({ ifExists: 'create' }), { items: named('a', 'a') });
		expect(outcomes(json)).toEqual(['created', 'created']);
		expect(stored()).toHaveLength(2);
	});

	it('fails the item where that is chosen, with the id of what is there', async () => {
		const { json: made } = await engine.run(stripe(), { items: named('a') });
		const { json } = await engine.run(stripe({ ifExists: 'fail' }), {
			items: named('a', 'b'),
			onError: 'continueRegularOutput',
		});
		expect(json[0]).toMatchObject({
			error: expect.stringMatching(/has a source named 'a' already/),
			details: { description: expect.stringContaining(String(made[0]?.sourceId)) },
		});
		expect(outcomes(json)[1]).toBe('created');
	});

	it('takes a source of another connector or workspace for another one', async () => {
		await engine.run(stripe(), { items: named('a') });
		const other = sandbox.store.connectors.bySourceType('hubspot');
		sandbox.store.addSource({
			name: 'b',
			workspaceId,
			definitionId: other?.definitionId ?? '',
			configuration: {},
		});
		const elsewhere = sandbox.store.addWorkspace('Other').workspaceId;
		const there = await engine.run(
			createConfiguredSource(elsewhere, 'stripe', configuration, { name: 'a' }),
		);
		const { json } = await engine.run(stripe(), { items: named('b') });
		expect(outcomes([...there.json, ...json])).toEqual(['created', 'created']);
	});

	it('finds it by definition id too', async () => {
		const definitionId = sandbox.store.connectors.bySourceType('stripe')?.definitionId ?? '';
		const byId = stripe({ connector: { __rl: true, mode: 'id', value: definitionId } });
		await engine.run(stripe(), { items: named('a') });
		const { json } = await engine.run(byId, { items: named('a') });
		expect(outcomes(json)).toEqual(['existing']);
	});
});

it('reads a workspace of many pages once per execution, whatever host its links name', async () => {
	sandbox.behaviour.pageLinkHost = 'wrong';
	const definitionId = sandbox.store.connectors.bySourceType('stripe')?.definitionId ?? '';
	for (let index = 0; index < 250; index++) {
		const name = `source ${index}`;
		sandbox.store.addSource({ name, workspaceId, definitionId, configuration: {} });
	}
	const { json } = await engine.run(stripe(), {
		items: named('source 0', 'source 120', 'source 249', 'new'),
	});
	sandbox.behaviour.pageLinkHost = 'own';
	expect(outcomes(json)).toEqual(['existing', 'existing', 'existing', 'created']);
	expect(asked('GET', '/sources').map(({ query }) => query.offset)).toEqual(['0', '100', '200']);
});

describe('a batch', () => {
	const items = named(...Array.from({ length: 40 }, (_, index) => `source ${index}`));

	it('keeps the order of its items and to its concurrency', async () => {
		let underWay = 0;
		let most = 0;
		const step = {
			beforeWork: async () => void (most = Math.max(most, ++underWay)),
			afterWork: async () => void underWay--,
		};
		sandbox.gate.steps.unshift(step);
		sandbox.gate.latencyMs = 20;
		const { json } = await engine.run(stripe({ options: { concurrency: 8 } }), { items });
		sandbox.gate.latencyMs = 0;
		sandbox.gate.steps.splice(sandbox.gate.steps.indexOf(step), 1);

		expect(json.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
		expect(most).toBeLessThanOrEqual(8);
		expect(most).toBeGreaterThan(4);
	});

	it('keeps below a ceiling of requests per minute', async () => {
		const startedAt = Date.now();
		await engine.run(stripe({ options: { requestsPerMinute: 1200, concurrency: 10 } }), {
			items: items.slice(0, 20),
		});
		// 1 listing and 20 creations at 20 per second.
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(950);
	});

	it('stops at the first failure unless told to go on, and begins nothing more', async () => {
		const { error } = await engine.run(
			stripe({ configuration: '={{ $json.name === "source 3" ? "{" : $json.configuration }}' }),
			{ items: items.map((item) => ({ ...item, configuration })) },
		);
		expect(error?.message).toMatch(/not valid JSON \[item 3\]/);
		expect(asked('POST', '/sources').length).toBeLessThan(15);
	});
});

it.each(['before', 'after'] as const)(
	'creates a source once though the connection breaks %s the work was done',
	async (when) => {
		let broken = false;
		const breakOnce = async (request: {
			method: string;
			url: string;
			raw: { socket: { destroy(): void } };
		}) => {
			if (broken || request.method !== 'POST' || !request.url.endsWith('/sources')) return;
			broken = true;
			request.raw.socket.destroy();
		};
		const step = when === 'before' ? { beforeWork: breakOnce } : { afterWork: breakOnce };
		sandbox.gate.steps.push(step);
		const { json, error } = await engine.run(stripe(), { items: named('a') });
		sandbox.gate.steps.splice(sandbox.gate.steps.indexOf(step), 1);

		expect(broken).toBe(true);
		expect(error).toBeUndefined();
		expect(json[0]?.outcome).toBe('created');
		expect(stored()).toHaveLength(1);
		expect(json[0]?.sourceId).toBe(stored()[0]?.sourceId);
	},
);

it('takes a 403 for a dead token where a new token helps (older Airbyte)', async () => {
	sandbox.behaviour.refusedToken = 'forbidden';
	await engine.run(stripe(), { items: named('a') });
	sandbox.revokeTokens();
	sandbox.requests.length = 0;
	const { json, error } = await engine.run(stripe({ options: { concurrency: 20 } }), {
		items: named(...'bcdefghijk'),
	});
	sandbox.behaviour.refusedToken = 'invalidApiKey';
	expect(error).toBeUndefined();
	expect(outcomes(json)).toEqual(Array(10).fill('created'));
	expect(asked('POST', '/applications/token')).toHaveLength(1);
});

it('takes a 403 for a missing role where a new token does not help', async () => {
	engine.credential = {
		...engine.credential,
		clientId: sandbox.restrictedClient.clientId,
		clientSecret: sandbox.restrictedClient.clientSecret,
	};
	const { json } = await engine.run(stripe({ options: { concurrency: 1 } }), {
		items: named(...'abcdefghij'),
		onError: 'continueRegularOutput',
	});
	expect(json.map(({ error }) => error)).toEqual(
		Array(10).fill(expect.stringMatching(/not allowed to do this/)),
	);
	expect(asked('POST', '/applications/token').length).toBeLessThanOrEqual(2);
});
