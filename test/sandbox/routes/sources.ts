import type { Connector } from '../connectors';
import type { Context, Routes } from '../context';
import { deepMerge, findAnywhere, getAt, without, type JsonObject } from '../json';
import { maskClient } from '../oauth/clients';
import { serverFields } from '../oauth/fields';
import { mergeSecret } from '../oauth/merge';
import { maskSecrets, restoreSecrets } from '../oauth/secretFields';
import { validateConfiguration } from '../oauth/validation';
import { problems } from '../problems';
import type { Store, StoredSource } from '../store';
import { page, requestedIds, type PageQuery } from './paging';
import { freeObject, pageQuery, uuid, uuidParams } from './schemas';

interface SourceBody {
	name: string;
	workspaceId: string;
	definitionId?: string;
	configuration: JsonObject;
	secretId?: string;
	resourceAllocation?: JsonObject;
}

const properties = {
	name: { type: 'string' },
	workspaceId: uuid,
	definitionId: uuid,
	configuration: freeObject,
	secretId: { type: 'string' },
	resourceAllocation: freeObject,
} as const;

const reader = { config: { role: 'WORKSPACE_READER' } } as const;
const editor = { config: { role: 'WORKSPACE_EDITOR' } } as const;
const params = uuidParams('sourceId');

/** /sources and /sources/{sourceId}. */
export const sourceRoutes: Routes = (server, context) => {
	const { store } = context;

	server.get<{ Querystring: PageQuery }>(
		'/sources',
		{ ...reader, schema: { querystring: pageQuery } },
		async (request) => {
			const { workspaceIds, includeDeleted } = request.query;
			const ids = requestedIds(workspaceIds).map((id) => store.workspace(id).workspaceId);
			const asked = [...store.sources.values()].filter(
				(source) =>
					(ids.length === 0 || ids.includes(source.workspaceId)) &&
					(includeDeleted || !source.deleted),
			);
			return page(
				context,
				request,
				asked.map((source) => sourceResponse(store, source)),
			);
		},
	);

	server.post<{ Body: SourceBody }>(
		'/sources',
		{
			...editor,
			schema: {
				body: { type: 'object', required: ['name', 'workspaceId', 'configuration'], properties },
			},
		},
		async ({ body }) => {
			refuseResourceAllocation(context, body);
			const { workspaceId } = store.workspace(body.workspaceId);
			const connector = connectorOf(store, body);
			const sent = without(body.configuration, 'sourceType');
			const configuration = accepted(context, connector, workspaceId, sent, body.secretId);
			const { definitionId } = connector;
			const source = store.addSource({ name: body.name, workspaceId, definitionId, configuration });
			return sourceResponse(store, source);
		},
	);

	server.get<{ Params: { sourceId: string } }>(
		'/sources/:sourceId',
		{ ...reader, schema: { params } },
		async (request) => sourceResponse(store, store.source(request.params.sourceId)),
	);

	server.patch<{ Params: { sourceId: string }; Body: Partial<SourceBody> }>(
		'/sources/:sourceId',
		{ ...editor, schema: { params, body: { type: 'object', properties } } },
		async ({ params: { sourceId }, body }) => {
			refuseResourceAllocation(context, body);
			const source = store.source(sourceId);
			const connector = store.connector(source.definitionId);
			const change = body.configuration ?? {};
			refuseClientInPatch(context, connector, change);
			source.configuration = accepted(
				context,
				connector,
				source.workspaceId,
				deepMerge(source.configuration, restored(connector, change, source)),
				body.secretId,
			);
			source.name = body.name ?? source.name;
			return sourceResponse(store, source);
		},
	);

	server.put<{ Params: { sourceId: string }; Body: Pick<SourceBody, 'name' | 'configuration'> }>(
		'/sources/:sourceId',
		{
			...editor,
			schema: {
				params,
				body: { type: 'object', required: ['name', 'configuration'], properties },
			},
		},
		async ({ params: { sourceId }, body }) => {
			refuseResourceAllocation(context, body);
			const source = store.source(sourceId);
			const connector = store.connector(source.definitionId);
			const sent = restored(connector, body.configuration, source);
			source.configuration = accepted(context, connector, source.workspaceId, sent);
			source.name = body.name;
			return sourceResponse(store, source);
		},
	);

	server.delete<{ Params: { sourceId: string } }>(
		'/sources/:sourceId',
		{ ...editor, schema: { params } },
		async (request, reply) => {
			store.source(request.params.sourceId).deleted = true;
			await reply.code(204).send();
		},
	);
};

/** The definition a source is asked for by: definitionId wins over a sourceType at any depth. */
function connectorOf(store: Store, { definitionId, configuration }: SourceBody): Connector {
	if (definitionId) return store.connector(definitionId);
	const sourceType = findAnywhere(configuration, 'sourceType');
	if (typeof sourceType !== 'string') {
		throw problems.unprocessable(
			'One of configuration.sourceType or definitionId must be provided.',
		);
	}
	const connector = store.connectors.bySourceType(sourceType);
	if (!connector) throw problems.valueNotFound(sourceType);
	return connector;
}

/** The way of every configuration into the store: secret merged, validated, client masked. */
function accepted(
	{ store, behaviour }: Context,
	connector: Connector,
	workspaceId: string,
	sent: JsonObject,
	secretId?: string,
): JsonObject {
	const merged = secretId
		? mergeSecret(sent, connector, knownSecret(store, secretId), behaviour)
		: sent;
	validateConfiguration(connector, merged);
	return maskClient(store, connector, workspaceId, merged);
}

/** Airbyte API: any coordinate is resolved, whichever workspace it came from. */
function knownSecret(store: Store, secretId: string) {
	const secret = store.secrets.get(secretId);
	if (secret) return secret;
	throw store.behaviour.unknownSecret === 'notFound'
		? problems.notFound('secret', secretId)
		: problems.unexpected('The secret could not be read.');
}

function restored(connector: Connector, sent: JsonObject, { configuration }: StoredSource) {
	return restoreSecrets(sent, configuration, connector.spec.connectionSpecification);
}

function refuseResourceAllocation({ behaviour }: Context, body: object): void {
	if ('resourceAllocation' in body && behaviour.edition === 'cloud') {
		throw problems.badRequest('Setting resource allocation is not permitted');
	}
}

function refuseClientInPatch({ behaviour }: Context, connector: Connector, change: JsonObject) {
	if (behaviour.clientInPatch === 'accepted') return;
	const refused = serverFields(connector).find(({ path }) => getAt(change, path) !== undefined);
	if (refused) {
		throw problems.unexpected(
			`Cannot set key '${refused.key}', please create an OAuth credentials override instead`,
		);
	}
}

function sourceResponse(store: Store, source: StoredSource) {
	const connector = store.connector(source.definitionId);
	return {
		sourceId: source.sourceId,
		name: source.name,
		sourceType: connector.apiSourceType ?? '',
		definitionId: source.definitionId,
		workspaceId: source.workspaceId,
		configuration: maskSecrets(source.configuration, connector.spec.connectionSpecification),
		createdAt: source.createdAt.toUnixInteger(),
	};
}
