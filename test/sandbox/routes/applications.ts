import type { Routes } from '../context';
import { ApiFailure, hal, withheld } from '../problems';

interface TokenRequest {
	client_id: string;
	client_secret: string;
}

/** POST /applications/token, as JSON or as a form; the grant is not looked at. */
export const applicationRoutes: Routes = (server, { access, behaviour }) => {
	const badCredentials: Record<typeof behaviour.badCredentials, () => ApiFailure> = {
		unauthorized: () => withheld(401),
		hal: () => hal(400, 'Bad Request', 'Invalid client id or token'),
		serverError: () => withheld(500),
	};

	server.post<{ Body: TokenRequest }>(
		'/applications/token',
		{
			config: { role: 'nobody' },
			preValidation: async (_request, reply) => {
				if (behaviour.authentication === 'required') return;
				if (behaviour.tokenEndpointWithoutAuth === 'notFound') throw withheld(404);
				await reply
					.type('text/html')
					.send('<!doctype html><title>Airbyte</title><div id="root"></div>');
			},
			schema: {
				body: {
					type: 'object',
					required: ['client_id', 'client_secret'],
					properties: { client_id: { type: 'string' }, client_secret: { type: 'string' } },
				},
			},
		},
		async ({ body }) => {
			const issued = access.issueToken({
				clientId: body.client_id,
				clientSecret: body.client_secret,
			});
			if (!issued) throw badCredentials[behaviour.badCredentials]();
			return { access_token: issued.token, token_type: 'Bearer', expires_in: issued.expiresIn };
		},
	);
};
