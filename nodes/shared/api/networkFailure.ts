import { UserError } from 'n8n-workflow';

/** Failures of the network in words, by Node's codes; `sent` says whether Airbyte may have got the request. */
const FAILURES: Record<string, { meaning: string; sent: boolean }> = {
	ECONNREFUSED: { meaning: 'nothing listens at this address', sent: false },
	ENOTFOUND: { meaning: 'this host name is not known', sent: false },
	EAI_AGAIN: { meaning: 'the host name could not be looked up', sent: false },
	EHOSTUNREACH: { meaning: 'there is no route to this host', sent: false },
	ENETUNREACH: { meaning: 'there is no route to this network', sent: false },
	ECONNRESET: { meaning: 'the connection was cut before an answer came', sent: true },
	EPIPE: { meaning: 'the connection was cut before an answer came', sent: true },
	ECONNABORTED: { meaning: 'no answer came in time', sent: true },
	ETIMEDOUT: { meaning: 'no answer came in time', sent: true },
};

/** A request got no answer. Says which address, and what the network said. */
export class Unreachable extends UserError {
	/** Whether the same request may get through a moment later; not so for a bad certificate, say. */
	readonly transient: boolean;

	/** Whether Airbyte may have got the request, and may have carried it out. */
	readonly sent: boolean;

	constructor(url: string, error: unknown) {
		const code = networkCode(error);
		const failure = FAILURES[code];
		const seen = failure?.meaning ?? (error instanceof Error ? error.message : '');
		super(`Airbyte could not be reached at ${new URL(url).origin}`, {
			description: `${seen ? `What was seen: ${seen}${code ? ` (${code})` : ''}. ` : ''}Check the API Base URL of the Airbyte credential, and that n8n can reach this address.`,
		});
		this.transient = failure !== undefined;
		this.sent = failure?.sent ?? true;
	}
}

/** The code of a network failure, found on the error or on one that it wraps; '' when there is none. */
export function networkCode(error: unknown): string {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string') return at.code;
	}
	return '';
}
