import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { AirbyteApi } from '../shared/api/airbyteApi';
import { failureJson, toNodeError } from '../shared/api/nodeError';
import { resources } from './actions';
import { limitsOf } from './actions/batchOptions';
import type { Operation, OperationContext } from './actions/operation';
import { ItemParameters } from './actions/parameters';
import { findOperation } from './actions/properties';
import { runPool } from './pool';
import { Progress } from './progress';

/** What all items of one execution share. */
interface Batch extends Pick<OperationContext, 'hint' | 'once'> {
	operation: Operation;
	connection: Promise<AirbyteApi>;
}

/** Carries the chosen operation out for every item: one output item per input item, in their order. */
export async function execute(execution: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const count = execution.getInputData().length;
	const limits = limitsOf(execution);
	const hints = new Set<string>();
	let api: AirbyteApi | undefined;
	const batch: Batch = {
		operation: chosenOperation(execution),
		connection: AirbyteApi.connect(execution, limits).then((connected) => (api = connected)),
		hint: (message) => hints.add(message),
		once: memory(),
	};
	const progress = new Progress(execution, count, () => api);

	const output = await runPool(
		count,
		limits.concurrency,
		async (itemIndex) => {
			const item = await runItem(execution, batch, itemIndex);
			progress.itemDone();
			return item;
		},
		() => execution.getExecutionCancelSignal()?.aborted !== true,
	);

	execution.addExecutionHints(
		...[...hints, ...progress.hints()].map((message) => ({
			message,
			location: 'outputPane' as const,
		})),
	);
	return output;
}

async function runItem(
	execution: IExecuteFunctions,
	{ operation, connection, hint, once }: Batch,
	itemIndex: number,
): Promise<INodeExecutionData> {
	const pairedItem = { item: itemIndex };
	try {
		const json = await operation.run({
			api: await connection,
			parameters: new ItemParameters(execution, itemIndex, operation.fields),
			now: DateTime.utc(),
			execution,
			hint,
			once,
		});
		return { json, pairedItem };
	} catch (error) {
		const nodeError = toNodeError(execution.getNode(), error, itemIndex);
		if (execution.continueOnFail()) {
			const toErrorOutput = execution.getNode().onError === 'continueErrorOutput';
			return { json: failureJson(nodeError, toErrorOutput), pairedItem };
		}
		throw nodeError;
	}
}

function chosenOperation(execution: IExecuteFunctions): Operation {
	const resource = execution.getNodeParameter('resource', 0);
	const operation = execution.getNodeParameter('operation', 0);
	const chosen = findOperation(resources, resource, operation);
	if (chosen) return chosen;
	throw new NodeOperationError(
		execution.getNode(),
		`The Airbyte node has no operation '${resource}: ${operation}'`,
		{ description: 'Choose resource and operation anew in the node.' },
	);
}

/** Makes each thing once, by its key; what failed is made anew for the next who asks. */
function memory(): OperationContext['once'] {
	const made = new Map<string, Promise<unknown>>();
	return async <Thing>(key: string, make: () => Promise<Thing>): Promise<Thing> => {
		const known = made.get(key) as Promise<Thing> | undefined;
		if (known) return await known;
		const thing = make();
		made.set(key, thing);
		thing.catch(() => made.delete(key));
		return await thing;
	};
}
