import { randomUUID } from 'node:crypto';
import type { Context, Routes } from './context';
import { shortName } from './oauth/clients';
import type { OAuthState } from './store';

/** What a provider is asked. OAuth 2.0 (RFC 6749) section 4.1.1. */
interface AuthorizationRequest {
	client_id?: string;
	redirect_uri?: string;
	scope?: string;
	state?: string;
	preflight?: string;
}

/** The provider of every connector: a page with *Allow* and *Deny* that works without scripts. */
export const consentRoutes: Routes = (server, context) => {
	type Route = {
		Params: { source: string };
		Querystring: AuthorizationRequest;
		Body: { decision?: string };
	};

	server.get<Route>('/consent/:source', async ({ params, query }, reply) => {
		const refusal = refusalOf(context, query);
		const html = refusal ? refusalPage(refusal) : consentPage(sourceName(context, params), query);
		return await reply
			.code(refusal ? 400 : 200)
			.type('text/html; charset=utf-8')
			.send(html);
	});

	server.post<Route>('/consent/:source', async ({ query, body }, reply) => {
		const refusal = refusalOf(context, query);
		const flow = flowOf(context, query);
		if (refusal || !flow) {
			return await reply.code(400).type('text/html; charset=utf-8').send(refusalPage(refusal));
		}
		return await reply.redirect(answer(flow, query, body?.decision === 'allow'), 303);
	});
};

function flowOf({ store }: Context, { state, preflight }: AuthorizationRequest) {
	return store.oauthStates.get(state ?? preflight ?? '');
}

function sourceName({ store }: Context, { source }: { source: string }): string {
	const connector = store.connectors.all().find((known) => shortName(known) === source);
	return connector?.sourceName ?? source;
}

/** Why the provider refuses to ask: it must not send anybody to an address it does not know. */
function refusalOf(context: Context, query: AuthorizationRequest): string | undefined {
	const { publicUrl, behaviour, store } = context;
	const flow = flowOf(context, query);
	if (!flow || query.client_id !== flow.clientId) return 'This link is not known.';
	const ownClient = store.overrideInForce(flow.workspaceId, flow.definitionId) !== undefined;
	const registered = !ownClient || behaviour.ownClientCallback === 'registered';
	return registered && query.redirect_uri === `${publicUrl()}/v1/oauth/callback`
		? undefined
		: 'The redirect_uri does not match those registered for this app (redirect_uri_mismatch).';
}

function answer(flow: OAuthState, query: AuthorizationRequest, allow: boolean): string {
	const url = new URL(query.redirect_uri ?? '');
	if (allow) {
		flow.code = randomUUID();
		url.searchParams.set('code', flow.code);
	} else {
		url.searchParams.set('error', 'access_denied');
	}
	url.searchParams.set(query.state ? 'state' : 'preflight', flow.state);
	return url.href;
}

function consentPage(name: string, { client_id: clientId = '', scope = '' }: AuthorizationRequest) {
	const scopes = scope.split(' ').filter(Boolean);
	return htmlPage(
		`Connect ${name}`,
		`<h1>Connect ${escape(name)}</h1>
<p>The app <strong>${escape(clientId)}</strong> asks to read your ${escape(name)} data.</p>
${scopes.length ? `<ul>${scopes.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>` : ''}
<form method="post">
<button type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny">Deny</button>
</form>`,
	);
}

function refusalPage(reason = 'This link is not known.'): string {
	return htmlPage(
		'Access blocked',
		`<h1>Access blocked</h1>\n<p role="alert">${escape(reason)}</p>`,
	);
}

function htmlPage(title: string, content: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1rem; }
button { font: inherit; padding: 0.5rem 1.5rem; margin-right: 0.5rem; }
</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
