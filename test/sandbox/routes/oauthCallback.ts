import type { Context, Routes } from '../context';
import { problems } from '../problems';
import type { OAuthSecret, OAuthState } from '../store';

/** What a provider sends back. Airbyte API: GET /oauth/callback. */
interface CallbackQuery {
	code?: string;
	/** `preflight` where the flow shows no state to the browser. */
	state?: string;
	preflight?: string;
	error?: string;
}

type Parameters = Record<string, string>;

/** GET /oauth/callback: asks for no credentials, as a customer's browser has none. */
export const oauthCallbackRoutes: Routes = (server, context) => {
	const { store, behaviour } = context;

	server.get<{ Querystring: CallbackQuery }>(
		'/oauth/callback',
		{ config: { role: 'nobody' } },
		async ({ query }, reply) => {
			const flow = store.oauthStates.get(query.state ?? query.preflight ?? '');
			if (!flow) throw problems.callbackFailure('The state is unknown.');
			if (flow.answered && behaviour.consentLink === 'singleUse') {
				throw problems.callbackFailure('This consent was answered before.');
			}
			const destination =
				query.error === 'access_denied'
					? declined(context, flow)
					: redirect(context, flow, { secret_id: allowed(context, flow, query).secretId });
			flow.answered = true;
			if (destination) return await reply.redirect(destination, 302);
			return await reply.type('text/html').send(nowhereToGo);
		},
	);
};

const nowhereToGo = `<!doctype html>
<html lang="en"><title>Not connected</title><p>You may close this window.</p></html>`;

function allowed({ store }: Context, flow: OAuthState, query: CallbackQuery): OAuthSecret {
	if (query.error || !query.code || query.code !== flow.code) {
		throw problems.callbackFailure(query.error ?? 'The code was refused.');
	}
	const { workspaceId, definitionId, clientId } = flow;
	const authPayload = store.issueTokens(store.connector(definitionId), clientId);
	return store.addSecret({ workspaceId, definitionId, authPayload });
}

/** Where the browser goes after *Deny*; undefined: nowhere. */
function declined(context: Context, flow: OAuthState): string | undefined {
	const { store, behaviour } = context;
	switch (behaviour.declinedConsent) {
		case 'redirectWithError':
			return redirect(context, flow, {
				error: 'access_denied',
				error_description: 'The customer declined.',
			});
		case 'redirectWithoutSecret':
			return redirect(context, flow, {});
		case 'redirectWithUselessSecret': {
			const { workspaceId, definitionId } = flow;
			return redirect(context, flow, {
				secret_id: store.addSecret({ workspaceId, definitionId }).secretId,
			});
		}
		case 'errorPage':
			throw problems.callbackFailure('access_denied');
		case 'noRedirect':
			return undefined;
	}
}

function redirect({ behaviour }: Context, flow: OAuthState, outcome: Parameters): string {
	const { redirectUrl, state, workspaceId, definitionId } = flow;
	const parameters: Parameters = {
		...outcome,
		...(behaviour.redirectParameters === 'all' && {
			...(behaviour.stateParameter !== 'absent' && { state }),
			workspace_id: workspaceId,
			definition_id: definitionId,
		}),
	};
	if (behaviour.redirectJoin === 'secondQuestionMark') {
		return `${redirectUrl}?${new URLSearchParams(parameters).toString()}`;
	}
	const url = new URL(redirectUrl);
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
	return url.href;
}
