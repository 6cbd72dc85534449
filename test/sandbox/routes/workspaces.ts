import type { Routes } from '../context';
import type { Workspace } from '../store';
import { page, requestedIds, type PageQuery } from './paging';
import { pageQuery, uuidParams } from './schemas';

const workspaceParams = uuidParams('workspaceId');

/** GET, POST /workspaces and GET /workspaces/{workspaceId}. */
export const workspaceRoutes: Routes = (server, context) => {
	const { store } = context;

	server.get<{ Querystring: PageQuery }>(
		'/workspaces',
		{ config: { role: 'WORKSPACE_READER' }, schema: { querystring: pageQuery } },
		async (request) => {
			const ids = requestedIds(request.query.workspaceIds);
			const asked =
				ids.length > 0 ? ids.map((id) => store.workspace(id)) : store.workspaces.values();
			return page(context, request, [...asked].map(workspaceResponse));
		},
	);

	server.post<{ Body: { name: string } }>(
		'/workspaces',
		{
			config: { role: 'WORKSPACE_EDITOR' },
			schema: {
				body: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
			},
		},
		async ({ body }) => workspaceResponse(store.addWorkspace(body.name)),
	);

	server.get<{ Params: { workspaceId: string } }>(
		'/workspaces/:workspaceId',
		{ config: { role: 'WORKSPACE_READER' }, schema: { params: workspaceParams } },
		async ({ params }) => workspaceResponse(store.workspace(params.workspaceId)),
	);
};

function workspaceResponse({ workspaceId, name }: Workspace) {
	return { workspaceId, name, dataResidency: 'auto', notifications: {} };
}
