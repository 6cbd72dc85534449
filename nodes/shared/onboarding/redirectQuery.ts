import { customerText } from './customerText';

/** What Airbyte adds to the redirect URL when it sends the customer back. */
export type RedirectQuery =
	| {
			secretId: string;
			/** The last three are absent in what some Airbyte versions send. */
			workspaceId?: string;
			definitionId?: string;
			/** Airbyte's own state, the one in the consent URL. */
			airbyteState?: string;
	  }
	| { declined: Declined };

/** Why no account came back, in the provider's words as far as it gave any. */
export interface Declined {
	/** An OAuth error code such as `access_denied`, or `no_secret_id`. */
	reason: string;
	description?: string;
}

/** Why a redirect is not one of Airbyte's. */
export type QueryRefusal = 'oversize' | 'repeated' | 'secretMalformed';

/** Characters of path and query. Node.js itself takes 16 kB of request line and headers. */
const MAX_URL_LENGTH = 8192;

/** A secret id is a coordinate such as `airbyte_oauth_workspace_<uuid>_secret_<uuid>_v1`; other stores name theirs otherwise. */
const SECRET_ID = /^[\w.:~+=/@-]{8,512}$/;

/** What is read here, and therefore has to be there once at most. */
const KNOWN = ['secret_id', 'workspace_id', 'definition_id', 'state', 'error', 'error_description'];

/**
 * The parameters of a URL's query.
 *
 * @param url path and query as the browser sent them; a second `?`, which a naive join of parameters makes, counts as `&`
 */
export function queryOf(url: string): URLSearchParams {
	return new URLSearchParams(url.split('?').slice(1).join('&'));
}

/** Reads the query of the redirect. An error beats a secret: what Airbyte says beside an error is not an account. */
export function readRedirectQuery(
	url: string,
): { query: RedirectQuery } | { refusal: QueryRefusal } {
	if (url.length > MAX_URL_LENGTH) return { refusal: 'oversize' };
	const query = queryOf(url);
	if (KNOWN.some((name) => query.getAll(name).length > 1)) return { refusal: 'repeated' };

	const secretId = query.get('secret_id');
	const error = query.get('error');
	const description = query.get('error_description');
	if (error !== null || description !== null || secretId === null) {
		return { query: { declined: declinedWith(error, description) } };
	}
	if (!SECRET_ID.test(secretId)) return { refusal: 'secretMalformed' };
	return {
		query: {
			secretId,
			workspaceId: query.get('workspace_id') ?? undefined,
			definitionId: query.get('definition_id') ?? undefined,
			airbyteState: query.get('state') ?? undefined,
		},
	};
}

function declinedWith(error: string | null, description: string | null): Declined {
	const reason = error ?? (description === null ? 'no_secret_id' : 'unknown');
	return {
		reason: customerText(reason),
		...(description && { description: customerText(description) }),
	};
}
