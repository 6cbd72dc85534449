/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Behaviour, type Sandbox } from '../sandbox';
import { Engine, type NodeRun } from './harness';
import {
	createConfiguredSource,
	createSource,
	initiate,
	setOAuthOverride,
} from './harness/parameters';

let sandbox: Sandbox;
let engine: Engine;
let workspaceId: string;
let defaults: Behaviour;
let webApp: Server;
let webAppUrl: string;

beforeAll(async () => {
	sandbox = await startSandbox();
	defaults = { ...sandbox.behaviour };
	engine = await Engine.load();
	workspaceId = sandbox.store.addWorkspace('Customer').workspaceId;
	webApp = createServer((_request, response) => {
		response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>A web app</title>');
	});
	await new Promise<void>((resolve) => webApp.listen(0, '127.0.0.1', resolve));
	webAppUrl = `http://127.0.0.1:${(webApp.address() as AddressInfo).port}`;
});

beforeEach(() => {
	engine.credential = clientCredentials();
	Object.assign(sandbox.behaviour, defaults);
});

afterAll(async () => {
	await sandbox.stop();
	await new Promise((resolve) => webApp.close(resolve));
});

function clientCredentials(
	other: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	return {
		authentication: 'clientCredentials',
		baseUrl: sandbox.apiUrl,
		registryUrl: sandbox.registryUrl,
		clientId: sandbox.clientId,
		clientSecret: sandbox.clientSecret,
		...other,
	};
}

interface Failure {
	/** What a person did wrong. */
	mistake: string;
	parameters: () => INodeParameters;
	credential?: () => ICredentialDataDecryptedObject;
	behaviour?: Partial<Behaviour>;
	message: RegExp;
	/** How to mend it. */
	description: RegExp;
	context?: object;
}

const goodLink = () => initiate(workspaceId, 'google-ads');

/** Gives up after 0.3 s what would be tried for some seconds. */
const impatientLink = () =>
	initiate(workspaceId, 'google-ads', { options: { giveUpAfter: 0.005 } });

const failures: Failure[] = [
	{
		mistake: 'wrong client secret',
		parameters: goodLink,
		credential: () => clientCredentials({ clientSecret: 'wrong' }),
		message: /did not accept the Client ID and Client Secret/,
		description: /Settings > Applications/,
	},
	...(['hal', 'serverError'] as const).map((badCredentials) => ({
		mistake: `wrong client secret, answered in another way (${badCredentials})`,
		parameters: goodLink,
		credential: () => clientCredentials({ clientSecret: 'wrong' }),
		behaviour: { badCredentials },
		message: /did not accept the Client ID and Client Secret/,
		description: badCredentials === 'hal' ? /Airbyte says: Invalid client id/ : /error id/,
	})),
	{
		mistake: 'wrong API key',
		parameters: goodLink,
		credential: () => clientCredentials({ authentication: 'apiKey', apiKey: 'wrong' }),
		message: /did not accept the credential/,
		description: /test it/,
		context: { status: 401 },
	},
	{
		mistake: 'no secret to seal links with',
		parameters: goodLink,
		credential: () => clientCredentials({ authentication: 'none' }),
		message: /holds no secret to seal links with/,
		description: /Link Signing Secret/,
	},
	{
		mistake: 'http redirect URL',
		parameters: () =>
			initiate(workspaceId, 'google-ads', {
				redirectUrl: 'http://localhost:5678/webhook/x/airbyte/:state',
			}),
		message: /'Redirect URL' is not an https address/,
		description: /tunnel.*WEBHOOK_URL/,
	},
	{
		mistake: 'redirect URL of something else',
		parameters: () =>
			initiate(workspaceId, 'google-ads', { redirectUrl: 'https://example.com/done' }),
		message: /not the URL of an Airbyte OAuth Trigger/,
		description: /copy its Production URL/,
	},
	{
		mistake: 'unknown workspace',
		parameters: () => initiate('00000000-0000-4000-8000-00000000dead', 'google-ads'),
		message: /has no workspace '00000000-0000-4000-8000-00000000dead'/,
		description: /'Workspace'/,
		context: { status: 404, type: 'resource-not-found', field: 'Workspace' },
	},
	{
		mistake: 'a workspace that is no ID',
		parameters: () => createConfiguredSource('={{ "acme" }}', 'stripe', '{ "a": 1 }'),
		message: /'Workspace' is not an ID of Airbyte: 'acme'/,
		description: /choosing from the list/,
	},
	{
		mistake: 'unknown source type for a link',
		parameters: () => initiate(workspaceId, 'gogle-ads'),
		message: /knows no source type 'gogle-ads'/,
		description: /'Source Type'.*google-ads/,
		context: { status: 400, type: 'value-not-found', field: 'Source Type' },
	},
	{
		mistake: 'unknown source type for a source',
		parameters: () => createConfiguredSource(workspaceId, 'acme-crm', '{ "host": "h" }'),
		message: /knows no source type 'acme-crm'/,
		description: /definition ID/,
		context: { status: 400, field: 'Connector' },
	},
	{
		mistake: 'malformed JSON in the configuration',
		parameters: () => createConfiguredSource(workspaceId, 'stripe', '{ "client_secret": canary }'),
		message: /'Configuration' is not valid JSON/,
		description: /double quotes/,
	},
	{
		mistake: 'a list where a JSON object belongs',
		parameters: () => createConfiguredSource(workspaceId, 'stripe', '[1]'),
		message: /'Configuration' is not a JSON object/,
		description: /braces/,
	},
	{
		mistake: 'neither secret id nor configuration',
		parameters: () => createConfiguredSource(workspaceId, 'stripe', '{}'),
		message: /'Configuration' is empty/,
		description: /OAuth Secret/,
	},
	{
		mistake: 'an expression for the secret id that gives nothing',
		parameters: () =>
			createSource(workspaceId, 'google-ads', { secretId: '={{ $json.secretid }}' }),
		message: /'Secret ID' is empty/,
		description: /expression/,
	},
	{
		mistake: 'a context too large for a link',
		parameters: () =>
			initiate(workspaceId, 'google-ads', { context: JSON.stringify({ a: 'x'.repeat(2000) }) }),
		message: /'Context' has 20\d\d bytes; a link carries at most 1024/,
		description: /Put an id in the context/,
	},
	{
		mistake: 'a configuration that lacks a field',
		parameters: () => createConfiguredSource(workspaceId, 'stripe', '{ "account_id": "1" }'),
		message: /'Secret key' is missing/,
		description: /- Secret key \(client_secret\) is missing/,
	},
	{
		mistake: 'a configuration that lacks a field, sent unchecked',
		parameters: () =>
			createConfiguredSource(workspaceId, 'stripe', '{ "account_id": "1" }', {
				options: { validate: false },
			}),
		message: /did not accept the configuration/,
		description: /\n- \$.*client_secret/,
		context: { status: 422, type: 'unprocessable-entity', field: 'Configuration' },
	},
	{
		mistake: 'an override without its client',
		parameters: () => setOAuthOverride(workspaceId, 'hubspot', '{ "client_id": "flat" }'),
		message: /did not accept the configuration/,
		description: /Airbyte says: .*Missing OAuth param/,
		context: { status: 422 },
	},
	{
		mistake: 'a missing role',
		parameters: () =>
			createConfiguredSource(workspaceId, 'stripe', '{ "account_id": "1", "client_secret": "sk" }'),
		credential: () =>
			clientCredentials({
				clientId: sandbox.restrictedClient.clientId,
				clientSecret: sandbox.restrictedClient.clientSecret,
			}),
		message: /not allowed to do this/,
		description: /Workspace Editor/,
		context: { status: 403, type: 'forbidden' },
	},
	{
		mistake: 'open-source Airbyte, which has no OAuth',
		parameters: goodLink,
		behaviour: { edition: 'openSource' },
		message: /does not offer POST \/sources\/initiateOAuth/,
		description: /full configuration/,
		context: { status: 501 },
	},
	{
		mistake: 'an address that answers with a web page (token)',
		parameters: goodLink,
		credential: () => clientCredentials({ baseUrl: webAppUrl }),
		message: /There is no Airbyte API at http/,
		description: /other than JSON.*API Base URL/,
	},
	{
		mistake: 'an address that answers with a web page (API key)',
		parameters: goodLink,
		credential: () =>
			clientCredentials({ authentication: 'apiKey', apiKey: 'k', baseUrl: webAppUrl }),
		message: /answered POST \/sources\/initiateOAuth with a web page instead of JSON/,
		description: /API Base URL/,
	},
	{
		mistake: 'Airbyte is down',
		parameters: impatientLink,
		credential: () => clientCredentials({ baseUrl: 'http://127.0.0.1:9' }),
		message: /Airbyte could not be reached at http:\/\/127\.0\.0\.1:9/,
		description: /nothing listens/,
	},
	{
		mistake: 'Airbyte is down (API key)',
		parameters: impatientLink,
		credential: () =>
			clientCredentials({ authentication: 'apiKey', apiKey: 'k', baseUrl: 'http://127.0.0.1:9' }),
		message: /Airbyte could not be reached at http:\/\/127\.0\.0\.1:9/,
		description: /nothing listens/,
	},
	{
		mistake: 'an API base URL that is no address',
		parameters: goodLink,
		credential: () => clientCredentials({ baseUrl: 'airbyte' }),
		message: /'airbyte' .* is not a web address/,
		description: /https:\/\/api\.airbyte\.com\/v1/,
	},
];

async function attempt(failure: Failure, onError?: 'continueRegularOutput'): Promise<NodeRun> {
	if (failure.credential) engine.credential = failure.credential();
	Object.assign(sandbox.behaviour, failure.behaviour);
	return await engine.run(failure.parameters(), { onError });
}

describe.each(failures)('$mistake', (failure) => {
	it('stops the node with what happened and how to mend it, and shows no secret', async () => {
		const { error } = await attempt(failure);
		expect(error?.message).toMatch(failure.message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.description).toMatch(failure.description);
		expect(error?.context).toMatchObject({ itemIndex: 0, ...failure.context });
		const shown = JSON.stringify([
			error?.message,
			error?.description,
			error?.context,
			error?.cause,
		]);
		expect(shown).not.toMatch(/canary/);
		expect(shown).not.toContain(sandbox.clientSecret);
	});

	it('becomes an item when the node goes on', async () => {
		const { error, json } = await attempt(failure, 'continueRegularOutput');
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ error: expect.stringMatching(failure.message), details: expect.any(Object) },
		]);
	});
});

describe('a batch', () => {
	const items = [{ type: 'google-ads' }, { type: 'unknown' }, { type: 'salesforce' }];
	const links = () => initiate(workspaceId, '={{ $json.type }}');

	it('carries out the other items, and pairs each with its input', async () => {
		const { outputs } = await engine.run(links(), { items, onError: 'continueRegularOutput' });
		const [output = []] = outputs;
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(output.map(({ json }) => Object.keys(json)[0])).toEqual([
			'consentUrl',
			'error',
			'consentUrl',
		]);
	});

	it('sends failed items to the error output, with their input', async () => {
		const { outputs } = await engine.run(links(), { items, onError: 'continueErrorOutput' });
		const [good = [], bad = []] = outputs;
		expect(good.map(({ json }) => json.sourceType)).toEqual(['google-ads', 'salesforce']);
		expect(bad.map(({ json }) => json)).toEqual([
			{
				type: 'unknown',
				error: expect.stringMatching(/knows no source type 'unknown' \[item 1\]/),
				details: {
					description: expect.any(String),
					status: 400,
					type: 'value-not-found',
					field: 'Source Type',
				},
			},
		]);
	});
});

it('asks for a credential when the node has none', async () => {
	const { error } = await engine.run(goodLink(), { credential: null });
	expect(error?.message).toMatch(/does not have any credentials set/);
});
