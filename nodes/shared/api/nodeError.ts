import type { IDataObject, INode } from 'n8n-workflow';
import * as n8nWorkflow from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';

import { AirbyteProblem } from './problemReport';

/**
 * The error n8n shows for a node. The item's number stands in the message where there is one; `context` holds status,
 * type and field of Airbyte's answer. Nothing of the request, which may hold secrets, goes into it.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	const cause = error instanceof Error ? error : new UserError(String(error));
	const message = cause.message + (itemIndex === undefined ? '' : ` [item ${itemIndex}]`);
	if (cause instanceof AirbyteProblem) {
		const { status, type, field } = cause;
		const nodeError = new NodeApiError(
			node,
			{ message },
			{
				message,
				description: cause.description ?? undefined,
				httpCode: String(status),
				itemIndex,
			},
		);
		Object.assign(nodeError.context, { status, type, field });
		return nodeError;
	}
	return new NodeOperationError(node, cause, { message, itemIndex });
}

/** What came with n8n 2.14: before, its error output took an item by the keys `error` and `message` alone. */
const TAKES_DETAILS = 'generateSecureToken' in n8nWorkflow;

/**
 * The json of an item that could not be carried out. n8n routes an item to the error output by these keys, and merges
 * them there with the item's input.
 */
export function failureJson(
	{ message, description, context }: NodeApiError | NodeOperationError,
	toErrorOutput = false,
): IDataObject {
	if (toErrorOutput && !TAKES_DETAILS) return { error: message, message: description || message };
	const { status, type, field } = context;
	return {
		error: message,
		details: { description: description ?? '', status, type, field } as IDataObject,
	};
}
