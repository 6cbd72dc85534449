import { UserError } from 'n8n-workflow';

import { parseUrl } from './url';

/** Airbyte Cloud's public API (Airbyte's OpenAPI document, `servers`). */
export const CLOUD_API_URL = 'https://api.airbyte.com/v1';

/** Where a self-managed Airbyte serves its public API, below its own address (Airbyte's API documentation). */
const SELF_MANAGED_PATH = '/api/public/v1';

/**
 * The root of Airbyte's public API for what a person typed as its address: no trailing slash, no query.
 * A self-managed address is completed to the public API path; one that already names an API root stays.
 *
 * @throws UserError when the text is no http(s) address
 */
export function apiRoot(baseUrl: string): string {
	const { origin, hostname, pathname } = httpUrl(baseUrl);
	const path = pathname.replace(/\/+$/, '');
	// The configuration API's path: the public API of the same server is its neighbour.
	if (path.endsWith('/api/v1')) return origin + path.replace(/\/api\/v1$/, SELF_MANAGED_PATH);
	if (path.endsWith('/v1')) return origin + path;
	if (path.endsWith('/api/public')) return `${origin}${path}/v1`;
	if (hostname === new URL(CLOUD_API_URL).hostname) return CLOUD_API_URL;
	return origin + path + SELF_MANAGED_PATH;
}

/**
 * The root of the configuration API of the same Airbyte, which knows connector specifications. Airbyte serves it beside
 * the public API and takes the same token, but does not promise to keep it.
 *
 * @param root as {@link apiRoot} gives it
 */
export function configurationApiRoot(root: string): string {
	if (root === CLOUD_API_URL) return 'https://cloud.airbyte.com/api/v1';
	return root.replace(/(\/api\/public)?\/v1$/, '/api/v1');
}

function httpUrl(text: string): URL {
	const url = parseUrl(text);
	if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
	throw new UserError(`The API Base URL '${text}' of the Airbyte credential is not a web address`, {
		description: `Enter ${CLOUD_API_URL} for Airbyte Cloud, or the address of your own Airbyte, such as https://airbyte.example.com`,
	});
}
