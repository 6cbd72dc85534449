import type { Routes } from '../context';

/** GET /health */
export const healthRoutes: Routes = (server) => {
	server.get('/health', { config: { role: 'nobody' } }, async (_request, reply) => {
		await reply.code(200).send();
	});
};
