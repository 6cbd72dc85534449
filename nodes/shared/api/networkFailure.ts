import { UserError } from 'n8n-workflow';

/** What Node calls a failure of the network, in words. */
const MEANINGS: Record<string, string> = {
	ECONNREFUSED: 'nothing listens at this address',
	ENOTFOUND: 'this host name is not known',
	EAI_AGAIN: 'the host name could not be looked up',
	ECONNRESET: 'the connection was cut before an answer came',
	ECONNABORTED: 'no answer came in time',
	ETIMEDOUT: 'no answer came in time',
	EHOSTUNREACH: 'there is no route to this host',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** The error of a request that got no answer: says which address, and what the network said. */
export function unreachable(url: string, error: unknown): UserError {
	const code = networkCode(error);
	const { origin } = new URL(url);
	return new UserError(`Airbyte could not be reached at ${origin}`, {
		description: `${MEANINGS[code] ? `It seems that ${MEANINGS[code]}. ` : ''}Check the API Base URL of the Airbyte credential, and that n8n can reach this address.${code ? ` (${code})` : ''}`,
	});
}

/** The code of a network failure, found on the error or on the one it wraps; '' when there is none. */
export function networkCode(error: unknown): string {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string') return at.code;
	}
	return '';
}
