import { randomBytes } from 'node:crypto';
import type { Connector } from '../connectors';
import type { Context, Routes } from '../context';
import { isJsonObject, type JsonObject } from '../json';
import { clientIdOf, clientInForce, shortName } from '../oauth/clients';
import { notImplemented, problems, withheld } from '../problems';
import type { OAuthState } from '../store';
import { freeObject, uuid } from './schemas';

interface InitiateBody {
	redirectUrl?: string;
	workspaceId: string;
	sourceType?: string;
	/** Deprecated alias of sourceType. */
	name?: string;
	oAuthInputConfiguration?: JsonObject;
	requestedScopes?: string[];
	requestedOptionalScopes?: string[];
}

const scopes = { type: 'array', items: { type: 'string' } };

/** POST /sources/initiateOAuth. */
export const initiateOAuthRoutes: Routes = (server, context) => {
	const { store, behaviour } = context;

	server.post<{ Body: InitiateBody }>(
		'/sources/initiateOAuth',
		{
			config: { role: 'WORKSPACE_EDITOR' },
			preValidation: async () => {
				if (behaviour.edition === 'openSource') throw notImplemented();
			},
			schema: {
				body: {
					type: 'object',
					required: ['workspaceId'],
					properties: {
						workspaceId: uuid,
						redirectUrl: { type: 'string' },
						sourceType: { type: 'string' },
						name: { type: 'string' },
						oAuthInputConfiguration: freeObject,
						requestedScopes: scopes,
						requestedOptionalScopes: scopes,
					},
				},
			},
		},
		async ({ body }) => {
			const redirectUrl = httpsOnly(body.redirectUrl);
			const { workspaceId } = store.workspace(body.workspaceId);
			const connector = connectorOf(context, body.sourceType ?? body.name ?? '');
			refuseUnderOverride(context, connector, workspaceId);
			refuseMissingInput(context, connector, body.oAuthInputConfiguration ?? {});

			const oauthState: OAuthState = {
				state: randomBytes(6).toString('hex'),
				workspaceId,
				definitionId: connector.definitionId,
				redirectUrl,
				clientId: clientIdOf(connector, clientInForce(store, connector, workspaceId)),
				scopes: scopesFor(connector, body),
				answered: false,
			};
			store.oauthStates.set(oauthState.state, oauthState);
			return { [behaviour.consentUrlKey]: consentUrl(context, connector, oauthState) };
		},
	);
};

function httpsOnly(redirectUrl = ''): string {
	if (!URL.canParse(redirectUrl) || new URL(redirectUrl).protocol !== 'https:') {
		throw problems.invalidRedirectUrl(redirectUrl);
	}
	return redirectUrl;
}

function connectorOf({ store }: Context, sourceType: string): Connector {
	const connector = store.connectors.bySourceType(sourceType);
	if (!connector) throw problems.valueNotFound(sourceType);
	if (!connector.spec.advanced_auth) throw problems.conflict();
	return connector;
}

function refuseUnderOverride(
	{ store, behaviour }: Context,
	{ definitionId }: Connector,
	workspaceId: string,
): void {
	const overridden = store.overrideInForce(workspaceId, definitionId) !== undefined;
	if (overridden && behaviour.initiateUnderOverride === 'refused') {
		throw problems.notFound('OAuthParamOverride', definitionId);
	}
}

/** A declarative connector builds the provider's address from inputs such as a subdomain. */
function refuseMissingInput({ behaviour }: Context, connector: Connector, inputs: JsonObject) {
	if (behaviour.missingOAuthInput === 'accepted') return;
	const template = connectorInput(connector).consent_url;
	const { properties = {} } =
		connector.spec.advanced_auth?.oauth_config_specification
			?.oauth_user_input_from_connector_config_specification ?? {};
	for (const key of Object.keys(properties)) {
		const used = typeof template === 'string' && template.includes(`{{${key}}}`);
		if (used && !inputs[key]) throw problems.invalidConsentUrl(`The input '${key}' is missing.`);
	}
}

function connectorInput({ spec }: Connector): JsonObject {
	return spec.advanced_auth?.oauth_config_specification?.oauth_connector_input_specification ?? {};
}

/** Scopes can be chosen only where the connector declares them as a list. */
function scopesFor(connector: Connector, body: InitiateBody): string[] {
	const declared = connectorInput(connector);
	const requested = body.requestedScopes;
	if (!requested) return [...scopeNames(declared.scopes), ...scopeNames(declared.optional_scopes)];
	const optional = body.requestedOptionalScopes ?? [];
	const unsupported =
		!Array.isArray(declared.scopes) ||
		(optional.length > 0 && !Array.isArray(declared.optional_scopes));
	if (unsupported) throw withheld(500);
	return [...requested, ...optional];
}

function scopeNames(declared: JsonObject[string]): string[] {
	if (!Array.isArray(declared)) return [];
	return declared.flatMap((item) =>
		isJsonObject(item) && typeof item.scope === 'string' ? [item.scope] : [],
	);
}

/** The provider's page; its redirect_uri is always Airbyte's own callback. */
function consentUrl({ publicUrl, behaviour }: Context, connector: Connector, flow: OAuthState) {
	const url = new URL(`/consent/${shortName(connector)}`, publicUrl());
	url.searchParams.set('client_id', flow.clientId);
	url.searchParams.set('redirect_uri', `${publicUrl()}/v1/oauth/callback`);
	url.searchParams.set('response_type', 'code');
	if (flow.scopes.length > 0) url.searchParams.set('scope', flow.scopes.join(' '));
	url.searchParams.set(behaviour.stateParameter === 'both' ? 'state' : 'preflight', flow.state);
	return url.href;
}
