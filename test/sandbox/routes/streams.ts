import type { Routes } from '../context';
import { problems } from '../problems';
import { uuid } from './schemas';

/** GET /streams: runs the connector, and so tells whether the provider takes its tokens. */
export const streamRoutes: Routes = (server, { store }) => {
	server.get<{ Querystring: { sourceId: string } }>(
		'/streams',
		{
			config: { role: 'WORKSPACE_READER' },
			schema: {
				querystring: {
					type: 'object',
					required: ['sourceId'],
					properties: { sourceId: uuid, destinationId: uuid, ignoreCache: { type: 'boolean' } },
				},
			},
		},
		async ({ query: { sourceId } }) => {
			const check = store.checkConnection(sourceId);
			if (check.status === 'failed') {
				throw problems.unexpected(`Something went wrong in the connector. logs:${check.message}`);
			}
			return [{ streamName: 'customers', syncModes: ['full_refresh_overwrite'] }];
		},
	);
};
