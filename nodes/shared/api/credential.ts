import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Name of the one credential type of this package. */
export const CREDENTIAL = 'airbyteApi';

/** What the credential `airbyteApi` holds; which of the secrets are filled depends on `authentication`. */
export interface AirbyteCredential extends ICredentialDataDecryptedObject {
	authentication: 'clientCredentials' | 'apiKey' | 'basicAuth' | 'none';
	/** As typed; {@link apiRoot} makes an API root of it. */
	baseUrl: string;
	/** Where connector specifications are read, without the credential. */
	registryUrl: string;
	clientId: string;
	clientSecret: string;
	apiKey: string;
	username: string;
	password: string;
	linkSigningSecret: string;
	/** What links were sealed with before; they still open. */
	previousSigningSecret: string;
	/** Filled by the token exchange, kept by n8n: the token, when to renew it (ISO 8601), what it was issued for. */
	accessToken: string;
	accessTokenRenewAt: string;
	accessTokenIssuedFor: string;
}
