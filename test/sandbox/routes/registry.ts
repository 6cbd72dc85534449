import type { Connector } from '../connectors';
import type { Routes } from '../context';
import { ApiFailure } from '../problems';

/**
 * The public connector registry. It is another host than the API and nobody it owes credentials to:
 * a request that brings any is refused, so that a leak is seen.
 */
export const registryRoutes: Routes = (server, { store }) => {
	server.addHook('onRequest', async (request) => {
		if (request.headers.authorization) {
			throw new ApiFailure(400, { message: 'The registry must not be shown credentials.' });
		}
	});

	for (const registry of ['cloud', 'oss', 'composite']) {
		server.get(`/registries/v0/${registry}_registry.json`, async () => ({
			sources: store.connectors.all().filter(isPublic).map(entry),
			destinations: [],
		}));
	}

	server.get<{ Params: { image: string; version: string; edition: string } }>(
		'/metadata/airbyte/:image/:version/:edition(^(?:cloud|oss)\\.json$)',
		async ({ params: { image, version } }, reply) => {
			const connector = store.connectors.byImage(`airbyte/${image}`);
			const found =
				connector && (version === 'latest' || version === connector.dockerImageTag)
					? connector
					: undefined;
			return found ? entry(found) : await reply.code(404).type('application/xml').send('<Error/>');
		},
	);
};

function isPublic({ custom }: Connector): boolean {
	return !custom;
}

function entry(connector: Connector) {
	const { dockerRepository, dockerImageTag, documentationUrl, releaseStage, supportLevel, spec } =
		connector;
	return {
		sourceDefinitionId: connector.definitionId,
		name: connector.sourceName,
		dockerRepository,
		dockerImageTag,
		documentationUrl,
		releaseStage,
		supportLevel,
		public: true,
		custom: false,
		tombstone: false,
		spec,
	};
}
