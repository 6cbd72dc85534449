/** What Airbyte adds to the redirect URL when it sends the customer back. */
export interface RedirectQuery {
	secretId: string;
	/** Absent in what some Airbyte versions send. */
	workspaceId?: string;
	definitionId?: string;
}

/** Why a redirect carries no usable secret. `declined` also stands for a provider that failed. */
export type QueryRefusal = 'declined' | 'secretMissing' | 'secretRepeated' | 'secretMalformed';

/** A secret id is a coordinate such as `airbyte_oauth_workspace_<uuid>_secret_<uuid>_v1`; other stores name theirs otherwise. */
const SECRET_ID = /^[\w.:~+=/@-]{8,512}$/;

/**
 * Reads the query of the redirect.
 *
 * @param url path and query as the browser sent them; a second `?`, which a naive join of parameters makes, counts as `&`
 */
export function readRedirectQuery(
	url: string,
): { query: RedirectQuery } | { refusal: QueryRefusal } {
	const query = new URLSearchParams(url.split('?').slice(1).join('&'));
	const secretIds = query.getAll('secret_id');
	const [secretId] = secretIds;
	if (secretId === undefined) {
		return {
			refusal: query.has('error') || query.has('error_description') ? 'declined' : 'secretMissing',
		};
	}
	if (secretIds.length > 1) return { refusal: 'secretRepeated' };
	if (!SECRET_ID.test(secretId)) return { refusal: 'secretMalformed' };
	return {
		query: {
			secretId,
			workspaceId: query.get('workspace_id') ?? undefined,
			definitionId: query.get('definition_id') ?? undefined,
		},
	};
}
