import { Duration } from 'luxon';
import { UserError } from 'n8n-workflow';

import { isObject } from '../api/problem';
import { parseUrl } from '../api/url';
import { textOf } from './schema';
import { ShortCache } from './shortCache';
import { sourceTypesInRegistry, type SourceType } from './sourceTypes';
import { specificationIn, type ConnectorSpecification } from './specification';

/** Airbyte's public connector registry (Airbyte platform, RemoteDefinitionsProvider). */
export const REGISTRY_URL = 'https://connectors.airbyte.com/files';

/**
 * A plain GET that follows redirects and rejects only when no answer came. It must not send credentials: the registry
 * is not the Airbyte they are for.
 */
export type RegistryGet = (url: string) => Promise<{ status: number; body: string }>;

/** Airbyte's configuration API, the other place that knows a specification, custom connectors' included. */
export interface ConfigurationApi {
	/** Whose eyes it sees with: server, workspace and client. What one sees is not shown to another. */
	id: string;
	/** `POST /source_definition_specifications/get` with the token; the parsed answer. */
	getSpecification(definitionId: string): Promise<unknown>;
}

/** A connector whose specification was found. */
export interface Connector {
	definitionId: string;
	specification: ConnectorSpecification;
}

export interface ConnectorRequest {
	get: RegistryGet;
	registryUrl: string;
	/** `definitionId` may be '': the registry knows it. */
	connector: Pick<SourceType, 'dockerRepository' | 'version' | 'definitionId'>;
	/** Asked when the registry has no answer. */
	configurationApi?: ConfigurationApi;
}

/** Long enough for a person to fill a form in, short enough to see a new version. */
const LIFETIME = Duration.fromObject({ minutes: 5 });

/** In characters. The largest specification of 2026 has about 100 thousand, the registry's list about 4 million. */
const LARGEST_SPECIFICATION = 5_000_000;
const LARGEST_LIST = 50_000_000;

const connectors = new ShortCache<Connector>(LIFETIME, 100);
const lists = new ShortCache<SourceType[]>(LIFETIME, 10);

/**
 * One connector in its version, with its specification: from the registry, the edition of Airbyte Cloud before that for
 * self-managed Airbytes, or else from Airbyte's configuration API.
 *
 * @throws UserError saying where it was looked for, what came of it, and how to go on without it
 */
export async function fetchConnector(request: ConnectorRequest): Promise<Connector> {
	const { registryUrl, connector, configurationApi } = request;
	const key = [registryUrl, ...Object.values(connector), configurationApi?.id ?? ''];
	return await connectors.get(JSON.stringify(key), async () => await find(request));
}

/**
 * The sources of the registry, without their specifications.
 *
 * @throws UserError when the registry cannot be read
 */
export async function fetchSourceTypes(
	get: RegistryGet,
	registryUrl: string,
): Promise<SourceType[]> {
	const url = `${rootOf(registryUrl)}/registries/v0/cloud_registry.json`;
	return await lists.get(url, async () => {
		const answer = await read(get, url, LARGEST_LIST, sourceTypesInRegistry);
		if ('found' in answer) return answer.found;
		throw new UserError(`The connector registry at ${hostOf(url)} gave no list of connectors`, {
			description: `${answer.failure}. Choose the connector by its name or definition ID instead, or check the Connector Registry URL of the Airbyte credential.`,
		});
	});
}

/** Forgets what was fetched, so that a test begins with nothing. */
export function forgetFetched(): void {
	connectors.clear();
	lists.clear();
}

type Answer<Found> = { found: Found } | { failure: string };

async function find(request: ConnectorRequest): Promise<Connector> {
	const { get, configurationApi, connector } = request;
	const failures: string[] = [];
	for (const url of addressesOf(request)) {
		const answer = await read(get, url, LARGEST_SPECIFICATION, (entry) =>
			connectorIn(entry, connector.definitionId),
		);
		if ('found' in answer) return answer.found;
		failures.push(answer.failure);
		if (answer.failure !== notThere(url)) break;
	}
	if (configurationApi && connector.definitionId) {
		const answer = await ask(configurationApi, connector.definitionId);
		if ('found' in answer) return answer.found;
		failures.push(answer.failure);
	}
	throw new UserError(`The fields of ${connector.dockerRepository} are not known`, {
		description: `${failures.join('. ')}. Give the configuration as JSON, with the names that the connector's page in the Airbyte documentation lists: that needs no specification. If n8n cannot reach the registry, set the Connector Registry URL of the Airbyte credential to a mirror.`,
	});
}

/** Only Airbyte's own images are in the registry; the name of a custom one is nobody else's business. */
function addressesOf({ registryUrl, connector }: ConnectorRequest): string[] {
	const [namespace, image, ...rest] = connector.dockerRepository.split('/');
	if (namespace !== 'airbyte' || !image || rest.length > 0) return [];
	const [name, version] = [image, connector.version || 'latest'].map(encodeURIComponent);
	const folder = `${rootOf(registryUrl)}/metadata/airbyte/${name}/${version}`;
	return [`${folder}/cloud.json`, `${folder}/oss.json`];
}

async function read<Found>(
	get: RegistryGet,
	url: string,
	largest: number,
	parse: (answer: unknown) => Found | undefined,
): Promise<Answer<Found>> {
	const answer = await get(url).catch(() => undefined);
	if (!answer) return { failure: `${hostOf(url)} could not be reached` };
	const { status, body } = answer;
	if (status === 404) return { failure: notThere(url) };
	if (status !== 200) return { failure: `${hostOf(url)} answered with status ${status}` };
	if (body.length > largest) return { failure: `${url} is too large to be what it should be` };
	const found = parse(parsed(body));
	return found === undefined
		? { failure: `${url} holds something other than expected` }
		: { found };
}

async function ask(api: ConfigurationApi, definitionId: string): Promise<Answer<Connector>> {
	return await api.getSpecification(definitionId).then(
		(answer) => {
			const specification = specificationIn(answer);
			return specification
				? { found: { definitionId, specification } }
				: { failure: "Airbyte's configuration API sent no specification" };
		},
		(error: unknown) => ({
			failure: `Airbyte's configuration API gave none: ${error instanceof Error ? error.message : 'no answer'}`,
		}),
	);
}

/** @param entry of the registry: a file of one connector */
function connectorIn(entry: unknown, expectedId: string): Connector | undefined {
	const specification = specificationIn(entry);
	const definitionId = (isObject(entry) && textOf(entry.sourceDefinitionId)) || expectedId;
	return specification && definitionId ? { definitionId, specification } : undefined;
}

function rootOf(registryUrl: string): string {
	const url = parseUrl(registryUrl);
	if (url?.protocol === 'https:' || url?.protocol === 'http:') {
		return url.origin + url.pathname.replace(/\/+$/, '');
	}
	throw new UserError(`The Connector Registry URL '${registryUrl}' is not a web address`, {
		description: `Enter ${REGISTRY_URL}, or the address of a mirror of it, in the Airbyte credential.`,
	});
}

function notThere(url: string): string {
	return `${url} does not exist`;
}

function hostOf(url: string): string {
	return new URL(url).host;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
