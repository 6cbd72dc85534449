import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { parseUrl } from '../api/url';
import { HOW_TO_GET_HTTPS, type RedirectTarget } from './triggerUrl';

/**
 * Query parameter with the sealed state. It comes last, so that a naive `?secret_id=...` behind it leaves n8n's own
 * `signature` before it whole.
 */
export const LINK_PARAMETER = 'link';

/** The name under which links are sealed for an execution that waits. */
export function executionReceiver(executionId: string): string {
	return `execution:${executionId}`;
}

/**
 * The resume URL of this execution (n8n: `$execution.resumeUrl`), as where the customer comes back to.
 *
 * @throws UserError when it is not https, or several customers would share it
 */
export function executionUrl(execution: IExecuteFunctions): RedirectTarget {
	refuseSeveral(execution);
	const text = String(execution.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	const url = parseUrl(text);
	if (url?.protocol !== 'https:') {
		throw new UserError(`The URL of this execution is not https: '${url?.origin ?? text}'`, {
			description: HOW_TO_GET_HTTPS,
		});
	}
	return {
		receiver: executionReceiver(execution.getExecutionId()),
		withState: (sealed) => {
			const redirectUrl = new URL(url);
			redirectUrl.searchParams.append(LINK_PARAMETER, sealed);
			return redirectUrl.toString();
		},
	};
}

/** n8n has one resume URL per execution, so one customer can come back to it. @throws UserError */
export function refuseSeveral(execution: IExecuteFunctions): void {
	const { length } = execution.getInputData();
	if (length === 1) return;
	throw new UserError(`One execution can wait for one customer, and there are ${length} items`, {
		description:
			"For several customers, choose 'Airbyte OAuth Trigger' in 'Redirect To' of 'OAuth: Initiate' and let that trigger receive them; or run a workflow of its own for each item.",
	});
}
