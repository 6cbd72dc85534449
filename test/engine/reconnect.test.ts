import type { INodeParameters } from 'n8n-workflow';

import { Onboarding } from './harness/onboarding';
import { consent } from './harness/customer';
import { createSource, initiate, locator } from './harness/parameters';

let onboarding: Onboarding;
let sourceId: string;

const reauthorize = (source: string, secretId: string): INodeParameters => ({
	resource: 'source',
	operation: 'reauthorize',
	sourceId: locator('id', source),
	secretId,
});

beforeAll(async () => {
	onboarding = await Onboarding.start();
});

beforeEach(async () => {
	onboarding.reset();
	const { engine, trigger, workspaceId } = onboarding;
	await trigger.visit((await onboarding.redirect()).href);
	const created = await engine.run(
		createSource(workspaceId, 'google-ads', {
			secretId: String(trigger.started[0]?.secretId),
			configuration: '{ "customer_id": "1234567890" }',
		}),
	);
	sourceId = String(created.json[0]?.sourceId);
	trigger.started.length = 0;
});

afterAll(async () => await onboarding.stop());

/** *Initiate* for the existing source; its workspace and type are left empty. */
const again = (other: INodeParameters = {}): INodeParameters =>
	initiate('', '', { purpose: 'existingSource', sourceId: locator('id', sourceId), ...other });

const tokenOf = () =>
	(
		onboarding.sandbox.store.sources.get(sourceId)?.configuration.credentials as {
			refresh_token: string;
		}
	).refresh_token;

it('gives the source the new account, and it stays the same source', async () => {
	const { engine, trigger, sandbox, workspaceId } = onboarding;
	const before = structuredClone(sandbox.store.sources.get(sourceId));
	const oldToken = tokenOf();
	const { json } = await engine.run(again());
	expect(json[0]).toMatchObject({ sourceId, workspaceId, sourceType: 'google-ads' });

	const redirect = await consent(String(json[0]?.consentUrl));
	await trigger.visit(redirect ?? '');
	const [authorized] = trigger.started;
	expect(authorized).toMatchObject({ status: 'authorized', sourceId, workspaceId });

	const sources = sandbox.store.sources.size;
	const { json: renewed, error } = await engine.run(
		reauthorize('={{ $json.sourceId }}', '={{ $json.secretId }}'),
		{ items: [authorized ?? {}] },
	);
	expect(error).toBeUndefined();
	expect(renewed[0]).toMatchObject({ sourceId, workspaceId, name: before?.name });
	expect(sandbox.store.sources.size).toBe(sources);
	expect(tokenOf()).not.toBe(oldToken);
	expect(sandbox.store.sources.get(sourceId)?.configuration).toMatchObject({
		customer_id: '1234567890',
	});
	expect(sandbox.requests.at(-1)).toMatchObject({ method: 'PATCH' });
	expect(Object.keys(sandbox.requests.at(-1)?.body as object)).toEqual(['secretId']);
});

it('refuses the redirect for another connector than that of the source', async () => {
	const { engine, trigger } = onboarding;
	const { json } = await engine.run(again());
	const redirect = new URL((await consent(String(json[0]?.consentUrl))) ?? '');
	redirect.searchParams.set('definition_id', '00000000-0000-4000-8000-000000000000');
	await trigger.visit(redirect.href);
	expect(trigger.started).toEqual([]);
	expect(trigger.log.at(-1)).toMatch(/definition_id is not the one/);
});

it('says so where the source does not exist', async () => {
	const unknown = '00000000-0000-4000-8000-000000000000';
	const { error } = await onboarding.engine.run(again({ sourceId: locator('id', unknown) }));
	expect(error?.context).toMatchObject({ status: 404 });
});

it('says so where Airbyte knows no short name for the connector', async () => {
	const { sandbox, engine } = onboarding;
	const source = sandbox.store.sources.get(sourceId);
	const custom = sandbox.store.connectors.all().find(({ apiSourceType }) => !apiSourceType);
	if (!source || !custom) throw new Error('The sandbox has no connector without a short name');
	source.definitionId = custom.definitionId;
	const { error } = await engine.run(again());
	expect(error?.message).toMatch(/Airbyte knows no short name/);
});

describe('Seal Secret ID', () => {
	beforeEach(async () => {
		const { trigger } = onboarding;
		trigger.parameters = { options: { sealSecretId: true } };
		await trigger.visit((await onboarding.redirect()).href);
	});

	it('hands out what Reauthorize opens, and nothing of the secret itself', async () => {
		const { engine, trigger, sandbox } = onboarding;
		const [{ secretId } = {}] = trigger.started;
		expect(secretId).toMatch(/^sealed:[\w-]+$/);
		const known = [...sandbox.store.secrets.keys()];
		expect(known.filter((id) => JSON.stringify(trigger.started).includes(id))).toEqual([]);
		const oldToken = tokenOf();
		const { error } = await engine.run(reauthorize(sourceId, String(secretId)));
		expect(error).toBeUndefined();
		expect(tokenOf()).not.toBe(oldToken);
	});

	it('hands out what Create opens', async () => {
		const { engine, trigger, workspaceId } = onboarding;
		const { error, json } = await engine.run(
			createSource(workspaceId, 'google-ads', {
				name: 'Made of a sealed secret',
				secretId: String(trigger.started[0]?.secretId),
				configuration: '{ "customer_id": "1234567890" }',
			}),
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ outcome: 'created' });
	});

	it('opens through a rotation, and at no other credential', async () => {
		const { engine, trigger, sandbox } = onboarding;
		const secretId = String(trigger.started[0]?.secretId);
		const usual = engine.credential;
		engine.credential = { ...usual, linkSigningSecret: 'new' };
		const refused = await engine.run(reauthorize(sourceId, secretId));
		expect(refused.error?.message).toMatch(/sealed secret that does not open here/);
		engine.credential = {
			...usual,
			linkSigningSecret: 'new',
			previousSigningSecret: sandbox.clientSecret,
		};
		expect((await engine.run(reauthorize(sourceId, secretId))).error).toBeUndefined();
	});
});
