import type { ILoadOptionsFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { toNodeError } from '../../shared/api/nodeError';
import { AirbyteProblem } from '../../shared/api/problemReport';

/** An error for the editor, which is given the description of an API's error, but of no other one: it goes into the message. */
export function editorError(
	editor: ILoadOptionsFunctions,
	error: unknown,
): NodeApiError | NodeOperationError {
	const isOwn = error instanceof UserError && !(error instanceof AirbyteProblem);
	return toNodeError(editor.getNode(), isOwn ? new UserError(wholeReason(error)) : error);
}

/** What happened and how to go on, in one text. */
export function wholeReason({
	message,
	description,
}: {
	message: string;
	description?: string | null;
}): string {
	return [message, description].filter(Boolean).join('. ');
}
