import { UserError } from 'n8n-workflow';

/** There is no token to send a request with. The request itself was not sent. */
export class TokenUnavailable extends UserError {
	/** Whether an exchange may succeed a moment later. */
	readonly transient: boolean;

	constructor(message: string, { description, transient = false }: TokenFailure) {
		super(message, { description });
		this.transient = transient;
	}
}

interface TokenFailure {
	description: string | null | undefined;
	transient?: boolean;
}
