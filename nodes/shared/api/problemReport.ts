import { UserError } from 'n8n-workflow';

import { problemData, problemText, problemTitle } from './problem';

/** An answer of Airbyte that is not what was asked for. `body` is parsed where it was JSON. */
export interface RefusedAnswer {
	/** Method and path of the request, such as `POST /sources`. */
	request: string;
	/** Root of the API the request went to. */
	apiRoot: string;
	status: number;
	body: unknown;
	/** What the answer asks to wait before the next request; 0 when it does not. */
	retryAfterMs: number;
}

/**
 * Airbyte refused a request. The message says what happened, the description holds Airbyte's own words and how to
 * mend it; `status` and `type` are for workflows to branch on.
 */
export class AirbyteProblem extends UserError {
	readonly status: number;

	/** Airbyte's short name of the problem, such as `value-not-found`; '' when it gave none. */
	readonly type: string;

	/** Display name of the node's field that has to change, when the problem tells. */
	readonly field?: string;

	/** Milliseconds that Airbyte asks to wait before the next request; 0 when it does not. */
	readonly retryAfterMs: number;

	constructor(
		private readonly answer: RefusedAnswer,
		{ message, remedy, field }: Diagnosis = diagnose(answer),
	) {
		const text = problemText(answer.body);
		super(message, { description: [text, remedy].filter(Boolean).join('\n') });
		this.status = answer.status;
		this.type = problemTitle(answer.body);
		this.field = field;
		this.retryAfterMs = answer.retryAfterMs;
	}

	/** The same refusal, explained by somebody who knows more. */
	withDiagnosis(diagnosis: Diagnosis): AirbyteProblem {
		return new AirbyteProblem(this.answer, diagnosis);
	}
}

export interface Diagnosis {
	/** What happened. */
	message: string;
	/** How to mend it. */
	remedy: string;
	/** Display name of the node's field that has to change. */
	field?: string;
}

/** Which field of the node names the resource that Airbyte reports as missing. */
const FIELD_OF_RESOURCE: Record<string, string> = {
	workspace: 'Workspace',
	source: 'Source',
	source_definition: 'Connector',
};

function diagnose(answer: RefusedAnswer): Diagnosis {
	const { request, status, body } = answer;
	const byTitle = DIAGNOSES[problemTitle(body)];
	if (byTitle) return byTitle(answer);
	if (status < 400 || (typeof body === 'string' && body.trim() !== '')) return notAirbyte(answer);

	switch (status) {
		case 401:
			return {
				message: 'Airbyte did not accept the credential',
				remedy:
					"Open the Airbyte credential and test it. An API key may have been revoked; an access token copied from the Airbyte UI lives 15 minutes only. With Authentication 'None', this Airbyte does ask for authentication.",
			};
		case 403:
			return forbidden();
		case 404:
			return notFound(answer);
		case 422:
			return unprocessable();
		case 429:
			return {
				message: 'Airbyte is receiving too many requests',
				remedy: 'Wait a minute and run the items that were refused again.',
			};
		case 501:
			return {
				message: `This Airbyte does not offer ${request}`,
				remedy:
					'Open-source Airbyte has no OAuth over its API: only Airbyte Cloud has. Create the source with a full configuration that holds your own client and tokens instead.',
			};
		default:
			return status >= 500
				? {
						message: `Airbyte could not carry out ${request} (status ${status})`,
						remedy: 'Try again in a minute. If it stays, Airbyte support can trace it.',
					}
				: {
						message: `Airbyte refused ${request} (status ${status})`,
						remedy: 'Check the fields of this item against what Airbyte says.',
					};
	}
}

/** By the title of the problem, where it says more than the status. */
const DIAGNOSES: Record<string, (answer: RefusedAnswer) => Diagnosis> = {
	'value-not-found': ({ request, body }) => {
		const field = request === 'POST /sources' ? 'Connector' : 'Source Type';
		const { value } = problemData(body);
		return {
			message: `Airbyte knows no source type '${String(value)}'`,
			remedy:
				field === 'Connector'
					? `Check the field '${field}': a source type is the connector's short name, such as google-ads. Connectors without one, custom ones among them, are chosen by definition ID.`
					: `Check the field '${field}': it is the connector's short name, such as google-ads.`,
			field,
		};
	},
	'invalid-redirect-url': () => ({
		message: 'Airbyte did not accept the redirect URL',
		remedy: "The field 'Redirect URL' has to be an https address that browsers can reach.",
		field: 'Redirect URL',
	}),
	'resource-not-found': notFound,
	forbidden,
	'unprocessable-entity': unprocessable,
};

function notFound({ request, body }: RefusedAnswer): Diagnosis {
	const { resourceType, resourceId } = problemData(body);
	const kind = typeof resourceType === 'string' ? resourceType.toLowerCase() : '';
	const field = FIELD_OF_RESOURCE[kind];
	if (!kind) {
		return {
			message: `Airbyte found nothing at ${request}`,
			remedy:
				'Check the ids of this item, and the API Base URL of the credential if nothing else works either.',
		};
	}
	return {
		message: `Airbyte has no ${kind.replace(/_/g, ' ')} '${String(resourceId)}'`,
		remedy: `${field ? `Check the field '${field}'. ` : ''}It may have been deleted, or the credential's user cannot see it.`,
		field,
	};
}

function forbidden(): Diagnosis {
	return {
		message: 'The Airbyte credential is not allowed to do this',
		remedy:
			"Its application has the roles of the user who created it: give that user the role Workspace Editor (or Organization Admin) for this workspace, and check the field 'Workspace'.",
		field: 'Workspace',
	};
}

function unprocessable(): Diagnosis {
	return {
		message: 'Airbyte did not accept the configuration',
		remedy:
			"Correct the field 'Configuration'. The connector's reference in the Airbyte documentation lists what it needs.",
		field: 'Configuration',
	};
}

function notAirbyte({ request, status, body, apiRoot }: RefusedAnswer): Diagnosis {
	const what = body === '' || body === undefined ? 'nothing' : 'a web page';
	return {
		message: `${apiRoot} answered ${request} with ${what} instead of JSON (status ${status})`,
		remedy:
			'This is not the address of an Airbyte API, or a proxy before it answered. Check the API Base URL of the Airbyte credential.',
	};
}
