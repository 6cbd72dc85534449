import { DateTime, Settings } from 'luxon';

import {
	fetchSourceTypes,
	fetchConnector,
	forgetFetched,
	type ConfigurationApi,
	type RegistryGet,
	type ConnectorRequest,
} from '../../../nodes/shared/connectors/registry';
import { specificationIn } from '../../../nodes/shared/connectors/specification';
import type { Connector } from '../../sandbox/connectors';
import { useSandbox } from '../../sandbox/useSandbox';
import { fixture, fixtureFile } from './fixture';

const it = useSandbox();

const get: RegistryGet = async (url) => {
	const response = await fetch(url);
	return { status: response.status, body: await response.text() };
};

/** A registry that answers as told, by the end of the address. */
function registryWith(answers: Record<string, { status: number; body: string }>): {
	get: RegistryGet;
	asked: string[];
} {
	const asked: string[] = [];
	return {
		asked,
		get: async (url) => {
			asked.push(url);
			const end = Object.keys(answers).find((candidate) => url.endsWith(candidate));
			return (end && answers[end]) || { status: 404, body: '<Error/>' };
		},
	};
}

const connector = {
	dockerRepository: 'airbyte/source-shop',
	version: '1.2.3',
	definitionId: 'id-shop',
};
const body = JSON.stringify(fixtureFile('nested-one-of'));
const registryUrl = 'https://registry.example.com/files/';

async function fetched(change: Partial<ConnectorRequest>) {
	return (await fetchConnector({ get, registryUrl, connector, ...change })).specification;
}

function configurationApi(getSpecification: () => Promise<unknown>): ConfigurationApi {
	return { id: 'server, workspace, client', getSpecification };
}

function known(name: string): Connector {
	const found = it.store.connectors.bySourceType(name);
	if (!found) throw new Error(`the sandbox has no ${name}`);
	return found;
}

function of({ dockerRepository, dockerImageTag, definitionId }: Connector) {
	return { dockerRepository, version: dockerImageTag, definitionId };
}

beforeEach(() => forgetFetched());
afterEach(() => {
	Settings.now = () => Date.now();
});

describe('a specification', () => {
	test.each(['latest', 'exact'])(
		'comes from the registry in one request: %s version',
		async (v) => {
			const hubspot = known('hubspot');
			const asked = of(hubspot);
			const version = v === 'latest' ? 'latest' : asked.version;
			const { registryUrl: sandboxRegistry } = it.sandbox;
			const found = await fetched({
				registryUrl: sandboxRegistry,
				connector: { ...asked, version },
			});
			expect(found).toEqual(specificationIn(hubspot));
			expect(it.sandbox.requests).toHaveLength(1);
		},
	);

	test('of a connector that is not on Cloud comes from the self-managed edition', async () => {
		const registry = registryWith({ '/oss.json': { status: 200, body } });
		expect(await fetched({ get: registry.get })).toEqual(fixture('nested-one-of'));
		expect(registry.asked).toEqual([
			'https://registry.example.com/files/metadata/airbyte/source-shop/1.2.3/cloud.json',
			'https://registry.example.com/files/metadata/airbyte/source-shop/1.2.3/oss.json',
		]);
	});

	test.each([
		['is down', async () => await Promise.reject(new Error('ECONNREFUSED'))],
		['is in trouble', async () => ({ status: 503, body: '' })],
		['does not know it', async () => ({ status: 404, body: '' })],
		['sends a web page', async () => ({ status: 200, body: '<html>' })],
	])("comes from Airbyte's configuration API when the registry %s", async (_, broken) => {
		const api = configurationApi(async () => await Promise.resolve(fixtureFile('any-of')));
		const found = await fetched({ get: broken as RegistryGet, configurationApi: api });
		expect(found).toEqual(fixture('any-of'));
	});

	test('is not looked for in another edition while the registry is in trouble', async () => {
		const registry = registryWith({ '/cloud.json': { status: 503, body: '' } });
		await expect(fetched({ get: registry.get })).rejects.toMatchObject({
			description: expect.stringContaining('answered with status 503') as unknown,
		});
		expect(registry.asked).toHaveLength(1);
	});

	test('of a custom connector is not asked for where it cannot be', async () => {
		const registry = registryWith({});
		const custom = { ...connector, dockerRepository: 'acme/source-secret-project' };
		const api = configurationApi(async () => await Promise.resolve(fixtureFile('any-of')));
		await fetched({ get: registry.get, connector: custom, configurationApi: api });
		expect(registry.asked).toEqual([]);
	});

	test('that is nowhere is reported with every place, and how to go on', async () => {
		const api = configurationApi(async () => await Promise.reject(new Error('Forbidden')));
		const failed = fetched({ get: registryWith({}).get, configurationApi: api });
		await expect(failed).rejects.toMatchObject({
			message: 'The fields of airbyte/source-shop are not known',
			description: expect.stringMatching(
				/cloud\.json does not exist.*oss\.json does not exist.*Forbidden.*as JSON/s,
			) as unknown,
		});
	});

	test('larger than any can be is not read', async () => {
		const huge = registryWith({ '.json': { status: 200, body: body + ' '.repeat(5_000_001) } });
		await expect(fetched({ get: huge.get })).rejects.toMatchObject({
			description: expect.stringContaining('too large') as unknown,
		});
	});

	test('is not looked for at what is no web address', async () => {
		await expect(fetched({ registryUrl: 'file:///etc' })).rejects.toThrow('is not a web address');
	});

	test('cannot be asked for outside of the registry', async () => {
		const registry = registryWith({});
		const climbing = { ...connector, version: '../../../secret' };
		await fetched({ get: registry.get, connector: climbing }).catch(() => undefined);
		expect(registry.asked[0]).toContain('/source-shop/..%2F..%2F..%2Fsecret/cloud.json');
	});
});

describe('what was fetched', () => {
	test('is not fetched again, however many ask at once', async () => {
		const registry = registryWith({ '/cloud.json': { status: 200, body } });
		const ask = async () => await fetched({ get: registry.get });
		await Promise.all([ask(), ask(), ask()]);
		await ask();
		expect(registry.asked).toHaveLength(1);
	});

	test('is fetched again after five minutes', async () => {
		const registry = registryWith({ '/cloud.json': { status: 200, body } });
		const start = DateTime.utc();
		for (const minutes of [0, 4, 6]) {
			Settings.now = () => start.plus({ minutes }).toMillis();
			await fetched({ get: registry.get });
		}
		expect(registry.asked).toHaveLength(2);
	});

	test('is not kept when it failed', async () => {
		await fetched({ get: registryWith({}).get }).catch(() => undefined);
		const registry = registryWith({ '/cloud.json': { status: 200, body } });
		expect(await fetched({ get: registry.get })).toEqual(fixture('nested-one-of'));
	});

	test('by one client is not shown to another', async () => {
		const { get: none } = registryWith({});
		const mine = configurationApi(async () => await Promise.resolve(fixtureFile('any-of')));
		await fetched({ get: none, configurationApi: mine });
		const theirs = {
			...configurationApi(async () => await Promise.reject(new Error('Forbidden'))),
		};
		await expect(
			fetched({ get: none, configurationApi: { ...theirs, id: 'another' } }),
		).rejects.toThrow('not known');
	});
});

describe('the list of connectors', () => {
	test('comes from the registry, once', async () => {
		const list = await fetchSourceTypes(get, it.sandbox.registryUrl);
		await fetchSourceTypes(get, it.sandbox.registryUrl);
		const hubspot = known('hubspot');
		expect(list.find(({ definitionId }) => definitionId === hubspot.definitionId)).toMatchObject({
			sourceType: 'hubspot',
			version: hubspot.dockerImageTag,
			hasOAuth: true,
		});
		expect(it.sandbox.requests).toHaveLength(1);
	});

	test('that cannot be read is reported with what to do instead', async () => {
		const failed = fetchSourceTypes(registryWith({}).get, registryUrl);
		await expect(failed).rejects.toMatchObject({
			message: 'The connector registry at registry.example.com gave no list of connectors',
			description: expect.stringContaining('by its name or definition ID') as unknown,
		});
	});
});
