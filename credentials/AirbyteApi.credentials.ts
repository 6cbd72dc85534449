import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { apiRoot, CLOUD_API_URL } from '../nodes/shared/api/baseUrl';
import type { AirbyteCredential } from '../nodes/shared/api/credential';
import { issuedFor, newerToken } from '../nodes/shared/api/token';
import { REGISTRY_URL } from '../nodes/shared/connectors/registry';

const shownFor = (authentication: AirbyteCredential['authentication']) => ({
	show: { authentication: [authentication] },
});

/** How this n8n proves to Airbyte who it is. */
export class AirbyteApi implements ICredentialType {
	name = 'airbyteApi';

	displayName = 'Airbyte API';

	icon: Icon = { light: 'file:../icons/airbyte.svg', dark: 'file:../icons/airbyte.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-airbyte/n8n-nodes-airbyte#set-up-the-credential';

	properties: INodeProperties[] = [
		{
			displayName:
				"The user behind this credential needs the role Workspace Editor in every workspace it onboards into. 'Source: Create' and 'OAuth: Initiate' also work with Workspace Source Editor; listing workspaces needs Reader.",
			name: 'rolesNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'Client Credentials',
					value: 'clientCredentials',
					description:
						'An application of Airbyte (Settings > Applications). n8n renews its tokens.',
				},
				{
					name: 'API Key / Access Token',
					value: 'apiKey',
					description: 'A legacy API key, or a token made elsewhere. Not renewed by n8n.',
				},
				{
					name: 'Basic Auth',
					value: 'basicAuth',
					description: 'User name and password of an older self-managed Airbyte',
				},
				{
					name: 'None',
					value: 'none',
					description: 'A self-managed Airbyte whose authentication is switched off',
				},
			],
			default: 'clientCredentials',
		},
		{
			displayName: 'API Base URL',
			name: 'baseUrl',
			type: 'string',
			default: CLOUD_API_URL,
			placeholder: 'e.g. https://airbyte.example.com',
			description:
				'Airbyte Cloud, or the address of your own Airbyte, which is completed to its public API (/api/public/v1)',
			required: true,
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			displayOptions: shownFor('clientCredentials'),
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: shownFor('clientCredentials'),
		},
		{
			displayName: 'API Key or Access Token',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: shownFor('apiKey'),
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			displayOptions: shownFor('basicAuth'),
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: shownFor('basicAuth'),
		},
		{
			displayName: 'Connector Registry URL',
			name: 'registryUrl',
			type: 'string',
			default: REGISTRY_URL,
			description:
				'Where forms learn what a connector needs. Asked without this credential. Change it for a mirror, such as in a network without access to the internet.',
		},
		{
			displayName: 'Link Signing Secret',
			name: 'linkSigningSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Seals the links that customers follow. Leave empty to derive the key from the secret above; then a link lives only until that secret changes. Any text of 32 or more random characters.',
		},
		{
			displayName: 'Previous Signing Secret',
			name: 'previousSigningSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The Link Signing Secret before a change, or the client secret, API key or password where there was none: links sealed with it still open. Empty it once those links have expired.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Access Token Renew At',
			name: 'accessTokenRenewAt',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'Access Token Issued For',
			name: 'accessTokenIssuedFor',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
	];

	/** n8n calls this when there is no token yet or Airbyte answered 401, and keeps what it returns. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const credential = credentials as AirbyteCredential;
		if (credential.authentication !== 'clientCredentials') return {};
		return { ...(await newerToken(this, credential)) };
	}

	/** A path without a host is completed to the API root, so that callers need not know the address. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const credential = credentials as AirbyteCredential;
		const authorization = authorizationHeader(credential);
		return {
			...request,
			baseURL: isPath(request) ? apiRoot(credential.baseUrl) : request.baseURL,
			headers: {
				...request.headers,
				// Without one, Airbyte's edge has answered 403 (Airbyte's API reference, errors).
				'User-Agent': 'n8n-nodes-airbyte',
				...(authorization && { Authorization: authorization }),
			},
		};
	};

	test: ICredentialTestRequest = {
		request: { url: '/workspaces', qs: { limit: 1 } },
		// The type allows rules of one kind only; n8n's tester reads each rule by its own type.
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						"Airbyte did not accept this credential. Copy the secret anew from Airbyte; an access token from the Airbyte UI lives 15 minutes only. With 'None': this Airbyte does ask for authentication.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'Airbyte knows this credential, but its user may not list workspaces. Give that user at least the role Workspace Reader.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no Airbyte API at this address. Check the API Base URL.',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'data',
					value: undefined,
					message:
						'This address answers with something other than Airbyte’s JSON, such as a web page. Check the API Base URL.',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}

/** The HTTP Request node hands in requests of an older shape, with `uri` in place of `url`. */
function isPath(request: Partial<Pick<IHttpRequestOptions, 'url'>>): boolean {
	return request.url?.startsWith('/') ?? false;
}

/** No header for a token that was issued for other values: Airbyte's 401 then makes n8n fetch one for these. */
function authorizationHeader(credential: AirbyteCredential): string | undefined {
	switch (credential.authentication) {
		case 'clientCredentials':
			return credential.accessTokenIssuedFor === issuedFor(credential)
				? `Bearer ${credential.accessToken}`
				: undefined;
		case 'apiKey':
			return `Bearer ${credential.apiKey}`;
		case 'basicAuth':
			return `Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString('base64')}`;
		default:
			return undefined;
	}
}
