import { Duration } from 'luxon';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { DEFAULT_LIMITS, type RequestLimits } from '../../shared/api/airbyteApi';

const { concurrency, requestsPerMinute } = DEFAULT_LIMITS;
const giveUpAfter = Duration.fromMillis(DEFAULT_LIMITS.giveUpAfterMs).as('minutes');
const timeout = Duration.fromMillis(DEFAULT_LIMITS.timeoutMs).as('seconds');

/** Options of every operation: how the requests for a batch of items are sent. They hold for all items alike. */
const batchOptions: INodeProperties[] = [
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: concurrency,
		description: 'How many items are worked on at the same time',
	},
	{
		displayName: 'Give Up After (Minutes)',
		name: 'giveUpAfter',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: giveUpAfter,
		description:
			'When Airbyte refuses requests because too many come, the node slows down and goes on trying for so long before items fail',
	},
	{
		displayName: 'Requests per Minute',
		name: 'requestsPerMinute',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: requestsPerMinute,
		description:
			'A ceiling for this node, such as when others share your rate limit. 0 for none: the node finds the pace that Airbyte accepts by itself.',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: timeout,
		description: 'How long to wait for the answer to one request',
	},
];

/** An operation's fields, with the batch options among its options. */
export function withBatchOptions(fields: INodeProperties[]): INodeProperties[] {
	const own = fields.find(({ name }) => name === 'options');
	const options = [...((own?.options ?? []) as INodeProperties[]), ...batchOptions].sort((a, b) =>
		a.displayName.localeCompare(b.displayName),
	);
	return [
		...fields.filter((field) => field !== own),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options,
		},
	];
}

/** The limits that the node's options ask for; they are read for the first item and hold for all. */
export function limitsOf(execution: IExecuteFunctions): RequestLimits {
	const given = execution.getNodeParameter('options', 0, {}) as IDataObject;
	const options = { concurrency, requestsPerMinute, giveUpAfter, timeout, ...given };
	return {
		concurrency: Math.min(50, Math.max(1, Math.floor(options.concurrency))),
		requestsPerMinute: options.requestsPerMinute,
		giveUpAfterMs: Duration.fromObject({ minutes: options.giveUpAfter }).toMillis(),
		timeoutMs: Duration.fromObject({ seconds: options.timeout }).toMillis(),
	};
}
