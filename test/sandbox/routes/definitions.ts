import type { Routes } from '../context';
import { uuid, uuidParams } from './schemas';

/** GET /workspaces/{workspaceId}/definitions/sources and GET /connector_definitions. */
export const definitionRoutes: Routes = (server, { store }) => {
	server.get<{ Params: { workspaceId: string } }>(
		'/workspaces/:workspaceId/definitions/sources',
		{ config: { role: 'WORKSPACE_READER' }, schema: { params: uuidParams('workspaceId') } },
		async ({ params }) => {
			store.workspace(params.workspaceId);
			return {
				data: store.connectors.all().map((connector) => ({
					id: connector.definitionId,
					name: connector.sourceName,
					dockerRepository: connector.dockerRepository,
					dockerImageTag: connector.dockerImageTag,
					documentationUrl: connector.documentationUrl,
				})),
				previous: '',
				next: '',
			};
		},
	);

	server.get<{ Querystring: { type: 'source' | 'destination'; workspaceId?: string } }>(
		'/connector_definitions',
		{
			config: { role: 'WORKSPACE_READER' },
			schema: {
				querystring: {
					type: 'object',
					required: ['type'],
					properties: { type: { enum: ['source', 'destination'] }, workspaceId: uuid },
				},
			},
		},
		async ({ query }) => {
			if (query.workspaceId) store.workspace(query.workspaceId);
			const connectors = query.type === 'source' ? store.connectors.all() : [];
			return {
				data: connectors.map((connector) => ({
					id: connector.definitionId,
					name: connector.sourceName,
					connectorDefinitionType: query.type,
					version: connector.dockerImageTag,
				})),
			};
		},
	);
};
