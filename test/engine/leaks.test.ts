import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { LoggerProxy } from 'n8n-workflow';

import type { Behaviour, GateStep } from '../sandbox';
import { Onboarding } from './harness/onboarding';
import { createSource, initiate, locator, setOAuthOverride } from './harness/parameters';

/** Marks every secret, so that none can hide. */
const CANARY = 'canary5e1f';

const OWN_APP = { client_id: 'own-app', client_secret: `own-${CANARY}-client-secret` };

/** Minutes; where nobody answers, each operation tries again for as long. */
const GIVE_UP_AFTER = 0.01;
const WITH_RETRIES_MS = 120_000;

let onboarding: Onboarding;
let sourceId: string;
const log: string[] = [];

beforeAll(async () => {
	onboarding = await Onboarding.start();
	const write = (...words: unknown[]) => void log.push(text(words));
	LoggerProxy.init({ error: write, warn: write, info: write, debug: write });
	await seedSource();
});

beforeEach(() => {
	onboarding.reset();
	log.length = 0;
});

afterAll(async () => await onboarding.stop());

/** All that can be read of a value, as it would stand in a database or a log. */
function text(value: unknown): string {
	const seen = new Set<unknown>();
	return JSON.stringify(value, (_key, part: unknown) => {
		if (typeof part !== 'object' || part === null) return part;
		if (seen.has(part)) return undefined;
		seen.add(part);
		return part instanceof Error
			? { ...part, name: part.name, message: part.message, stack: part.stack, cause: part.cause }
			: part;
	});
}

/** Places of a value that hold a canary, such as `0.json.secretId`. */
function placesOf(value: unknown, secrets: readonly string[], place = ''): string[] {
	if (typeof value === 'string') {
		return secrets.some((secret) => value.includes(secret)) ? [place] : [];
	}
	return Object.entries((value ?? {}) as object).flatMap(([key, part]) =>
		placesOf(part, secrets, place ? `${place}.${key}` : key),
	);
}

/** A secret id with the canary in it, which the sandbox knows; and all other secrets of this moment. */
function plantSecret(): string {
	const { store } = onboarding.sandbox;
	const [plain] = [...store.secrets.keys()].slice(-1);
	const secret = store.secrets.get(plain ?? '');
	if (!secret) throw new Error('The sandbox has no secret yet');
	const secretId = `airbyte_oauth_workspace_${CANARY}_${store.secrets.size}_v1`;
	store.secrets.set(secretId, { ...secret, secretId });
	return secretId;
}

/** Everything that nobody may read: canaries, the client's secret, tokens of ours and of the provider. */
function secrets(): string[] {
	const { sandbox, engine } = onboarding;
	const { clientSecret, apiKey, accessToken } = engine.credential;
	return [
		CANARY,
		sandbox.clientSecret,
		sandbox.apiKey,
		...sandbox.store.secrets.keys(),
		...sandbox.store.providerTokens.keys(),
		...[clientSecret, apiKey, accessToken].map((value) => String(value ?? '')),
	].filter(Boolean);
}

async function seedSource(): Promise<void> {
	const { engine, trigger, workspaceId } = onboarding;
	await trigger.visit((await onboarding.redirect()).href);
	const { json } = await engine.run(
		createSource(workspaceId, 'google-ads', {
			secretId: String(trigger.started[0]?.secretId),
			configuration: '{ "customer_id": "1234567890" }',
		}),
	);
	sourceId = String(json[0]?.sourceId);
}

/** Every operation, each with a secret wherever it takes one. */
function operations(): Array<[string, INodeParameters]> {
	const { workspaceId } = onboarding;
	const existing = { purpose: 'existingSource', sourceId: locator('id', sourceId) };
	return [
		['Initiate', initiate(workspaceId, 'google-ads')],
		['Initiate for an existing source', initiate('', '', existing)],
		[
			'Initiate for this execution',
			initiate(workspaceId, 'google-ads', { redirectTo: 'execution' }),
		],
		[
			'Create',
			createSource(workspaceId, 'google-ads', {
				secretId: '={{ $json.secretId }}',
				configuration: '{ "customer_id": "1234567890" }',
				ifExists: 'create',
			}),
		],
		[
			'Reauthorize',
			{
				resource: 'source',
				operation: 'reauthorize',
				sourceId: locator('id', sourceId),
				secretId: '={{ $json.secretId }}',
			},
		],
		[
			'Set OAuth Override',
			setOAuthOverride(workspaceId, 'salesforce', '={{ JSON.stringify($json.app) }}'),
		],
		[
			'Wait for Authorization',
			{ resource: 'oauth', operation: 'waitForAuthorization', timeLimit: 1 },
		],
	];
}

const QUOTING = 'Airbyte quotes the request in its refusal';

/** Refuses everything that brings a body, in the words of that body. */
const quoting: GateStep = {
	afterWork: async (request, reply) => {
		if (!request.body || request.url.includes('/token')) return undefined;
		reply.code(422).type('application/json');
		const message = `Refused: ${JSON.stringify(request.body)}`;
		return JSON.stringify({
			status: 422,
			type: 'x',
			title: message,
			detail: message,
			data: { message },
		});
	},
};

const paths: Array<[string, Partial<Behaviour>, Record<string, string>]> = [
	['all goes well', {}, {}],
	['the client secret is wrong (401)', {}, { clientSecret: `wrong-${CANARY}` }],
	[
		'the client secret is wrong (400)',
		{ badCredentials: 'hal' },
		{ clientSecret: `wrong-${CANARY}` },
	],
	[
		'the client secret is wrong (500)',
		{ badCredentials: 'serverError' },
		{ clientSecret: `wrong-${CANARY}` },
	],
	['the API key is wrong', {}, { authentication: 'apiKey', apiKey: `wrong-${CANARY}` }],
	[
		'the API key is refused as forbidden',
		{ refusedToken: 'forbidden' },
		{ authentication: 'apiKey', apiKey: `wrong-${CANARY}` },
	],
	['the server knows no OAuth', { edition: 'openSource' }, {}],
	['the secret is unknown (500)', { unknownSecret: 'unexpectedProblem' }, {}],
	['the secret is unknown (404)', { unknownSecret: 'notFound' }, {}],
	['the secret is unknown (404, old shape)', { unknownSecret: 'notFound', problemBody: 'old' }, {}],
	[QUOTING, {}, {}],
	['nobody answers', {}, { baseUrl: 'http://127.0.0.1:9' }],
];

describe.each(paths)('where %s', (path, behaviour, credential) => {
	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'no operation lets a secret out (%s)',
		async (onError) => {
			const { engine, sandbox } = onboarding;
			Object.assign(sandbox.behaviour, behaviour);
			engine.credential = { ...engine.credential, ...credential };
			if (path === QUOTING) sandbox.gate.steps.push(quoting);
			const known = plantSecret();
			const secretId = path.includes('is unknown') ? `unknown_${CANARY}` : known;
			const items = [{ secretId, app: OWN_APP }];

			const runs = await Promise.all(
				operations().map(async ([name, parameters]) => {
					const options = { ...(parameters.options as IDataObject), giveUpAfter: GIVE_UP_AFTER };
					return [name, await engine.run({ ...parameters, options }, { items, onError })] as const;
				}),
			);

			for (const [name, run] of runs) {
				const ofTheNode = run.data.resultData.runData.Airbyte;
				const out = { ofTheNode, error: text(run.error), hints: run.hints, log, json: run.json };
				const leaks = placesOf(JSON.parse(text(out)), secrets()).filter(
					// What waits hands its input on, and n8n merges a failed item with its input.
					(place) => !/(json|0)\.(secretId|app\.client_secret)$/.test(place),
				);
				expect([name, leaks]).toEqual([name, []]);
			}
			sandbox.gate.steps.splice(sandbox.gate.steps.indexOf(quoting) >>> 0, 1);
		},
		WITH_RETRIES_MS,
	);
});

describe('the trigger', () => {
	const ways: Array<[string, (redirect: URL) => unknown]> = [
		['a good redirect', () => undefined],
		['a repeated secret', (url) => url.searchParams.append('secret_id', `again_${CANARY}`)],
		['a malformed secret', (url) => url.searchParams.set('secret_id', `<${CANARY}>`)],
		['another workspace', (url) => url.searchParams.set('workspace_id', 'other')],
		['a forged state', (url) => (url.pathname = `${url.pathname}x`)],
		['an error beside a secret', (url) => url.searchParams.set('error', 'access_denied')],
		['an oversized address', (url) => url.searchParams.set('filler', 'x'.repeat(9000))],
	];

	it.each(ways)('says a secret in its one field and nowhere else at %s', async (_what, alter) => {
		const { trigger } = onboarding;
		trigger.parameters = {
			triggerOn: ['authorized', 'declined', 'invalid'],
			options: { successUrl: 'https://app.example.com/done' },
		};
		const redirect = await onboarding.redirect();
		redirect.searchParams.set('secret_id', plantSecret());
		alter(redirect);
		for (let visit = 0; visit < 2; visit++) {
			const page = await trigger.visit(redirect.href, { redirect: 'manual' });
			const shown = { headers: Object.fromEntries(page.headers), html: await page.text() };
			expect(placesOf({ shown, log: [log, trigger.log] }, secrets())).toEqual([]);
		}
		const places = placesOf(trigger.started, secrets());
		expect(places.filter((place) => place !== '0.secretId')).toEqual([]);
	});

	it('says it nowhere at all when it seals', async () => {
		const { trigger } = onboarding;
		trigger.parameters = { options: { sealSecretId: true } };
		const redirect = await onboarding.redirect();
		redirect.searchParams.set('secret_id', plantSecret());
		await trigger.visit(redirect.href);
		const item = trigger.started[0] as IDataObject;
		expect(item.status).toBe('authorized');
		expect(placesOf([item, log, trigger.log, trigger.database], secrets())).toEqual([]);
	});
});
