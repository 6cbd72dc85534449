import type { Connector } from '../connectors';
import type { Routes } from '../context';
import type { JsonObject } from '../json';
import { validateOverride } from '../oauth/clients';
import { notImplemented, problems } from '../problems';
import type { Store } from '../store';
import { freeObject, uuidParams } from './schemas';

interface OverrideBody {
	actorType: 'source' | 'destination';
	name: string;
	configuration: JsonObject;
}

const actorType = { enum: ['source', 'destination'] };
const editor = { config: { role: 'WORKSPACE_EDITOR' } } as const;

/** PUT /workspaces/{workspaceId}/oauthCredentials and DELETE .../{actorType}/{name}. */
export const oauthCredentialsRoutes: Routes = (server, { store, behaviour }) => {
	const refuseOnOpenSource = async () => {
		if (behaviour.edition === 'openSource') throw notImplemented();
	};

	server.put<{ Params: { workspaceId: string }; Body: OverrideBody }>(
		'/workspaces/:workspaceId/oauthCredentials',
		{
			...editor,
			preValidation: refuseOnOpenSource,
			schema: {
				params: uuidParams('workspaceId'),
				body: {
					type: 'object',
					required: ['actorType', 'name', 'configuration'],
					properties: { actorType, name: { type: 'string' }, configuration: freeObject },
				},
			},
		},
		async ({ params, body: { name, configuration, ...body } }, reply) => {
			const { workspaceId } = store.workspace(params.workspaceId);
			const connector = actor(store, body.actorType, name);
			validateOverride(connector, configuration);
			store.setOverride({
				scopeId: workspaceId,
				definitionId: connector.definitionId,
				configuration,
			});
			await reply.code(200).send();
		},
	);

	server.delete<{ Params: { workspaceId: string } & Pick<OverrideBody, 'actorType' | 'name'> }>(
		'/workspaces/:workspaceId/oauthCredentials/:actorType/:name',
		{
			...editor,
			preValidation: refuseOnOpenSource,
			schema: {
				params: {
					...uuidParams('workspaceId'),
					properties: { ...uuidParams('workspaceId').properties, actorType },
				},
			},
		},
		async ({ params }, reply) => {
			const { workspaceId } = store.workspace(params.workspaceId);
			const { definitionId } = actor(store, params.actorType, params.name);
			store.removeOverride(workspaceId, definitionId);
			await reply.code(204).send();
		},
	);
};

/** The sandbox has no destinations, so that none of their names is known. */
function actor(store: Store, actorType: OverrideBody['actorType'], name: string): Connector {
	const connector = actorType === 'source' ? store.connectors.bySourceType(name) : undefined;
	if (!connector) throw problems.valueNotFound(name);
	return connector;
}
