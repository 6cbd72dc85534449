import { Duration } from 'luxon';

import { refuseSeveral } from '../../../shared/onboarding/executionUrl';
import { receiverOptionsField, receiverPageField } from '../../../shared/onboarding/pageFields';
import { checkReceiver } from '../../../shared/onboarding/receiverSettings';
import type { Operation } from '../operation';

/** Lets the execution wait for its customer; n8n resumes it with the redirect, or at the time limit. */
export const waitForAuthorization: Operation = {
	value: 'waitForAuthorization',
	name: 'Wait for Authorization',
	action: 'Wait for OAuth authorization',
	description: 'Go on when the customer of this execution is back from the consent',
	fields: [
		{
			displayName:
				"Put it after 'OAuth: Initiate' with 'Redirect To' set to 'This Execution', and after the node that sends the link. The item that comes out has a status: authorized, declined, or expired when the time limit is over.",
			name: 'waitNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Time Limit (Hours)',
			name: 'timeLimit',
			type: 'number',
			typeOptions: { minValue: 0.01, numberPrecision: 2 },
			default: 24,
			description:
				"How long to wait. Then the node's input goes on with status 'expired', to branch on.",
		},
		receiverPageField,
		receiverOptionsField,
	],

	async run({ execution, parameters, now }) {
		refuseSeveral(execution);
		checkReceiver(parameters.object('options'), parameters.object('page'));
		const limit = Duration.fromObject({ hours: parameters.positiveNumber('timeLimit') });
		const [item] = execution.getInputData();
		const expired = { ...item?.json, status: 'expired' };
		// At a time limit n8n forwards the input of the node that waits; this is that input.
		execution.getExecuteData().data = { main: [[{ json: expired, pairedItem: { item: 0 } }]] };
		await execution.putExecutionToWait(now.plus(limit).toJSDate());
		return expired;
	},
};
