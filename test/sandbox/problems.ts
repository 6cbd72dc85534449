import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject } from './json';

const errorsPage = 'https://reference.airbyte.com/reference/errors';

/**
 * An error the API answers with; thrown by any handler, written by the error handler.
 * `body` undefined means an empty body.
 */
export class ApiFailure extends Error {
	constructor(
		readonly status: number,
		readonly body?: JsonObject,
	) {
		super(`${status} ${String(body?.title ?? '')}`.trim());
	}
}

function problem(status: number, title: string, type: string, detail: string, data?: JsonObject) {
	return new ApiFailure(status, { status, type, title, detail, ...(data && { data }) });
}

function documentedProblem(status: number, title: string, detail: string, data?: JsonObject) {
	return problem(status, title, `${errorsPage}#${title}`, detail, data);
}

function undocumentedProblem(status: number, title: string, detail: string, data?: JsonObject) {
	return problem(status, title, errorsPage, detail, data);
}

/**
 * Airbyte's problem bodies (RFC 9457): status, type and title are Airbyte's constants, the wording
 * of `detail` is not a promise of the API and is ours.
 * Airbyte API: errors.
 */
export const problems = {
	invalidApiKey: () => documentedProblem(401, 'invalid-api-key', 'The access token was refused.'),
	forbidden: (
		message = 'Caller does not have the required permissions to access the resource(s).',
	) => documentedProblem(403, 'forbidden', 'This request is not allowed.', { message }),
	notEntitled: (entitlement: string, resourceId: string) =>
		problem(
			403,
			'License Entitlement Error',
			'error:license/entitlement',
			'The licence does not include this feature.',
			{ entitlement, resourceId },
		),
	notFound: (resourceType: string, resourceId: string) =>
		documentedProblem(404, 'resource-not-found', 'There is no such resource.', {
			resourceType,
			resourceId,
		}),
	valueNotFound: (value: string) =>
		undocumentedProblem(400, 'value-not-found', 'There is no such value.', { value }),
	badRequest: (message: string) =>
		documentedProblem(400, 'bad-request', 'The request was malformed.', { message }),
	conflict: (message = 'Could not fulfill request') =>
		problem(
			409,
			'state-conflict',
			`${errorsPage}#409-state-conflict`,
			'The state of the resource does not allow this.',
			{ message },
		),
	unprocessable: (message: string) =>
		documentedProblem(422, 'unprocessable-entity', 'The body could not be processed.', { message }),
	invalidRedirectUrl: (redirectUrl: string) =>
		documentedProblem(422, 'invalid-redirect-url', 'The redirect URL must be an https address.', {
			redirectUrl,
		}),
	invalidConsentUrl: (message: string) =>
		documentedProblem(500, 'invalid-consent-url', 'The consent URL could not be built.', {
			message,
		}),
	callbackFailure: (message: string) =>
		documentedProblem(500, 'oauth-callback-failure', 'OAuth could not be completed.', { message }),
	unexpected: (message: string) =>
		undocumentedProblem(500, 'unexpected-problem', 'Something unexpected happened.', { message }),
};

/**
 * The body of servers that withhold the reason: an id to look up in their log, nothing else.
 * Airbyte API: errors; seen for 400 (constraint violations), 401, 404 and 500.
 */
export function withheld(status: number): ApiFailure {
	return new ApiFailure(status, { errorId: randomUUID() });
}

/** The body of the community edition's own sign-in. Airbyte API: airbyte#65592. */
export function hal(status: number, message: string, reason: string): ApiFailure {
	return new ApiFailure(status, { message, _embedded: { errors: [{ message: reason }] } });
}

/** 501 with nothing in it: the endpoint is not part of this edition. Airbyte API: airbyte#50977. */
export function notImplemented(): ApiFailure {
	return new ApiFailure(501);
}

/** A problem in the words of earlier versions; other bodies are as they ever were. */
export function inOldWords(body: JsonObject): JsonObject {
	const { title, type, detail, status, data } = body;
	const message = isJsonObject(data) ? data.message : undefined;
	return { title, type, status: String(status), detail: message ?? detail };
}
