import type { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import type { Verdict } from './judge';
import type { LinkState } from './linkState';

/** What the workflow is handed of a visit; `status` says how it ended. The secret id is in `secretId` and nowhere else. */
export function receivedItem(
	verdict: Verdict,
	secretIdOut: (secretId: string) => string,
	now: DateTime,
): IDataObject {
	const at = now.toUTC().toISO();
	const { outcome: status } = verdict;
	switch (verdict.outcome) {
		case 'authorized': {
			const { link, secretId, definitionId } = verdict;
			return {
				status,
				secretId: secretIdOut(secretId),
				...linkItem({ ...link, definitionId }),
				authorizedAt: at,
			};
		}
		case 'declined':
			return { status, ...verdict.declined, ...linkItem(verdict.link), declinedAt: at };
		case 'expired':
			return { status, ...linkItem(verdict.link), receivedAt: at };
		case 'invalid': {
			const { link, reason } = verdict;
			return { status, reason, ...(link && linkItem(link)), receivedAt: at };
		}
	}
}

function linkItem(link: LinkState): IDataObject {
	const { workspaceId, sourceType, definitionId, sourceId, nonce, issuedAt, expiresAt } = link;
	const { context, oAuthInputConfiguration } = link;
	return {
		workspaceId,
		sourceType,
		...(definitionId && { definitionId }),
		...(sourceId && { sourceId }),
		...(oAuthInputConfiguration && { oAuthInputConfiguration }),
		context,
		state: nonce,
		issuedAt,
		expiresAt,
	};
}
