import type { Connector } from '../connectors';
import type { Context, Routes } from '../context';
import type { JsonObject } from '../json';
import { validateOverride } from '../oauth/clients';
import { notImplemented, problems } from '../problems';
import type { Store } from '../store';
import { freeObject, uuid } from './schemas';

interface OverrideBody {
	actorType: 'source' | 'destination';
	name: string;
	configuration: JsonObject;
}

interface ScopeParams {
	scopeId: string;
}

/** Whom an override is for: where it stands in the path, and who may set it. */
interface Scope {
	collection: 'workspaces' | 'organizations';
	/** @throws problem where the scope is unknown or may not be touched */
	admit(context: Context, scopeId: string): void;
}

const scopes: Scope[] = [
	{
		collection: 'workspaces',
		admit: ({ store }, workspaceId) => store.workspace(workspaceId),
	},
	{
		collection: 'organizations',
		admit: ({ store, behaviour }, organizationId) => {
			if (organizationId !== store.organizationId) {
				throw problems.notFound('organization', organizationId);
			}
			if (behaviour.organizationOverrides === 'notEntitled') {
				throw problems.notEntitled('CONFIG_TEMPLATE_ENDPOINTS', organizationId);
			}
		},
	},
];

const editor = { config: { role: 'WORKSPACE_EDITOR' } } as const;
const actorType = { enum: ['source', 'destination'] };

/** PUT /{workspaces|organizations}/{id}/oauthCredentials and DELETE .../{actorType}/{name}. */
export const oauthCredentialsRoutes: Routes = (server, context) => {
	const { store, behaviour } = context;
	const preValidation = async () => {
		if (behaviour.edition === 'openSource') throw notImplemented();
	};

	for (const { collection, admit } of scopes) {
		const path = `/${collection}/:scopeId/oauthCredentials`;

		server.put<{ Params: ScopeParams; Body: OverrideBody }>(
			path,
			{
				...editor,
				preValidation,
				schema: {
					params: { type: 'object', properties: { scopeId: uuid } },
					body: {
						type: 'object',
						required: ['actorType', 'name', 'configuration'],
						properties: { actorType, name: { type: 'string' }, configuration: freeObject },
					},
				},
			},
			async ({ params: { scopeId }, body: { name, configuration, ...body } }, reply) => {
				admit(context, scopeId);
				const connector = actor(store, body.actorType, name);
				validateOverride(connector, configuration);
				store.setOverride({ scopeId, definitionId: connector.definitionId, configuration });
				await reply.code(200).send();
			},
		);

		server.delete<{ Params: ScopeParams & Pick<OverrideBody, 'actorType' | 'name'> }>(
			`${path}/:actorType/:name`,
			{
				...editor,
				preValidation,
				schema: { params: { type: 'object', properties: { scopeId: uuid, actorType } } },
			},
			async ({ params }, reply) => {
				admit(context, params.scopeId);
				const { definitionId } = actor(store, params.actorType, params.name);
				store.removeOverride(params.scopeId, definitionId);
				await reply.code(204).send();
			},
		);
	}
};

/** The sandbox has no destinations, so that none of their names is known. */
function actor(store: Store, actorType: OverrideBody['actorType'], name: string): Connector {
	const connector = actorType === 'source' ? store.connectors.bySourceType(name) : undefined;
	if (!connector) throw problems.valueNotFound(name);
	return connector;
}
