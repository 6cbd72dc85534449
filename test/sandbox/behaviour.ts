/**
 * What Airbyte does where its public material is silent, ambiguous or has changed over time.
 * Every key is one open question, every position one answer that a client has to live with.
 */
export interface Behaviour {
	/**
	 * `openSource` answers initiateOAuth and oauthCredentials with 501 and an empty body, and has no
	 * OAuth apps of Airbyte's own.
	 * Airbyte API: SourceService.controllerInitiateOAuth of the open-source server; airbyte#50977.
	 */
	edition: 'cloud' | 'openSource';

	/**
	 * `off` is a self-managed Airbyte without authentication: no Authorization header is needed, and
	 * there is no token endpoint.
	 * Airbyte API: authentication; airflow#64986.
	 */
	authentication: 'required' | 'off';

	/**
	 * What stands at the token endpoint when authentication is off: nothing (404), or the web app,
	 * which answers any path with its HTML page.
	 * Airbyte API: authentication; airflow#64986.
	 */
	tokenEndpointWithoutAuth: 'notFound' | 'webApp';

	/**
	 * The answer to a wrong client_id or client_secret: 401 `{errorId}` (Cloud, Enterprise),
	 * 400 with a HAL body (community edition), 500 `{errorId}` (OIDC).
	 * Airbyte API: POST /applications/token; airbyte#65592.
	 */
	badCredentials: 'unauthorized' | 'hal' | 'serverError';

	/**
	 * The answer to an expired, revoked or unknown access token: the problem `invalid-api-key`, a 401
	 * that says nothing but an `errorId`, or, from older versions, 403 `forbidden`.
	 * Airbyte API: errors.
	 */
	refusedToken: 'invalidApiKey' | 'errorIdOnly' | 'forbidden';

	/**
	 * `shorter`: the token's own `exp` comes at a fifth of the stated `expires_in`, and `exp` rules.
	 * Airbyte API: POST /applications/token; airbyte-api-python-sdk#118 saw 900 s stated, 180 s lived.
	 */
	tokenExpiry: 'asStated' | 'shorter';

	/**
	 * Whether a request without User-Agent is refused with 403.
	 * Airbyte API: errors ("User-Agent").
	 */
	userAgentRequired: boolean;

	/**
	 * The key of initiateOAuth's answer: what the server sends, or what its document says it sends.
	 * Airbyte API: POST /sources/initiateOAuth, InitiateOauthResponse; airbyte#50977.
	 */
	consentUrlKey: 'consentUrl' | 'redirect_url';

	/**
	 * What happens to initiateOAuth in a workspace with an override for that source type: consent is
	 * asked in the name of the override's app, or the request is refused (404).
	 * Airbyte API: Workspace OAuth credentials ("mutually exclusive").
	 */
	initiateUnderOverride: 'allowed' | 'refused';

	/**
	 * Whether the organization's licence includes overrides for all its workspaces; without it they
	 * are refused with 403.
	 * Airbyte API: PUT /organizations/{organizationId}/oauthCredentials.
	 */
	organizationOverrides: 'entitled' | 'notEntitled';

	/**
	 * What happens when an OAuth input that the consent address is built from is missing.
	 * Airbyte API: POST /sources/initiateOAuth, oAuthInputConfiguration.
	 */
	missingOAuthInput: 'invalidConsentUrl' | 'accepted';

	/**
	 * Whether the app of an override has Airbyte's callback among its redirect addresses; `missing`
	 * makes the provider refuse the consent.
	 * Airbyte API: Workspace OAuth credentials; OAuth 2.0 (RFC 6749) section 3.1.2.4.
	 */
	ownClientCallback: 'registered' | 'missing';

	/**
	 * Where `state` is seen: in the consent address and in the redirect, in the redirect alone, or
	 * nowhere (Shopify's preflight page, OAuth 1 connectors).
	 * Airbyte API: GET /oauth/callback.
	 */
	stateParameter: 'both' | 'redirectOnly' | 'absent';

	/**
	 * Whether a consent link works again after it was answered.
	 * Airbyte API: GET /oauth/callback; the life of a state is not documented.
	 */
	consentLink: 'singleUse' | 'reusable';

	/**
	 * What the customer's browser meets after *Deny*:
	 * - `redirectWithError`: the redirect URL with `error` and `error_description`;
	 * - `redirectWithoutSecret`: the redirect URL without `secret_id`;
	 * - `redirectWithUselessSecret`: the redirect URL with a secret that holds no tokens, as before
	 *   July 2026;
	 * - `errorPage`: 500 `oauth-callback-failure` at Airbyte's address;
	 * - `noRedirect`: a page at Airbyte's address, and nothing ever reaches the redirect URL.
	 * Airbyte API: GET /oauth/callback.
	 */
	declinedConsent:
		| 'redirectWithError'
		| 'redirectWithoutSecret'
		| 'redirectWithUselessSecret'
		| 'errorPage'
		| 'noRedirect';

	/**
	 * How parameters meet a redirect URL that has a query already; `secondQuestionMark` appends
	 * `?secret_id=...` regardless.
	 * Airbyte API: POST /sources/initiateOAuth, redirectUrl.
	 */
	redirectJoin: 'proper' | 'secondQuestionMark';

	/**
	 * The parameters of the redirect: the four the server's own document names, or `secret_id` alone
	 * as the guide says.
	 * Airbyte API: POST /sources/initiateOAuth, redirectUrl.
	 */
	redirectParameters: 'all' | 'secretIdOnly';

	/**
	 * `coordinate`: `airbyte_oauth_workspace_<workspaceId>_secret_<uuid>_v1`; `opaque`: what another
	 * secret storage may hand out.
	 * Airbyte API: GET /oauth/callback, secret_id.
	 */
	secretIdShape: 'coordinate' | 'opaque';

	/**
	 * The answer to a secretId nobody knows.
	 * Airbyte API: POST /sources, secretId.
	 */
	unknownSecret: 'unexpectedProblem' | 'notFound';

	/**
	 * Whether the server sets the discriminator of a `oneOf` (predicate_key = predicate_value) when it
	 * merges a secret.
	 * Airbyte API: POST /sources, secretId; airbyte-platform#141.
	 */
	discriminatorSetByServer: boolean;

	/**
	 * What becomes of the client id and secret in a configuration when no override exists: Cloud runs
	 * the connector with Airbyte's own instead, and says nothing.
	 * Airbyte API: POST /sources; airbyte#79592, #57001, #68656.
	 */
	ownClientWithoutOverride: 'replaced' | 'kept';

	/**
	 * Whether PATCH takes client credentials inside `configuration`; before May 2026 it answered 500.
	 * Airbyte API: PATCH /sources/{sourceId}.
	 */
	clientInPatch: 'accepted' | 'refused';

	/**
	 * The answer to a workspace that does not exist.
	 * Airbyte API: errors; both statuses are documented for every workspace endpoint.
	 */
	unknownWorkspace: 'notFound' | 'forbidden';

	/**
	 * `old`: problems as earlier versions wrote them, the useful text in `detail`, the status a string,
	 * no `data`, sent as application/problem+json.
	 * Airbyte API: errors.
	 */
	problemBody: 'current' | 'old';

	/**
	 * The host in `next` and `previous`; a self-managed server that was not told its address names
	 * another.
	 * Airbyte API: GET /sources, next.
	 */
	pageLinkHost: 'own' | 'wrong';
}

/** Airbyte Cloud as most of the public evidence has it. */
export const cloudBehaviour: Readonly<Behaviour> = {
	edition: 'cloud',
	authentication: 'required',
	tokenEndpointWithoutAuth: 'notFound',
	badCredentials: 'unauthorized',
	refusedToken: 'invalidApiKey',
	tokenExpiry: 'asStated',
	userAgentRequired: true,
	consentUrlKey: 'consentUrl',
	initiateUnderOverride: 'allowed',
	organizationOverrides: 'notEntitled',
	missingOAuthInput: 'invalidConsentUrl',
	ownClientCallback: 'registered',
	stateParameter: 'both',
	consentLink: 'singleUse',
	declinedConsent: 'redirectWithError',
	redirectJoin: 'proper',
	redirectParameters: 'all',
	secretIdShape: 'coordinate',
	unknownSecret: 'unexpectedProblem',
	discriminatorSetByServer: false,
	ownClientWithoutOverride: 'replaced',
	clientInPatch: 'accepted',
	unknownWorkspace: 'notFound',
	problemBody: 'current',
	pageLinkHost: 'own',
};
