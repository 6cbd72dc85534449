import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { AirbyteApi } from '../shared/api/airbyteApi';
import { failureJson, toNodeError } from '../shared/api/nodeError';
import { resources } from './actions';
import type { Operation } from './actions/operation';
import { ItemParameters } from './actions/parameters';
import { findOperation } from './actions/properties';

/** Carries the chosen operation out for every item: one output item per input item, in their order. */
export async function execute(execution: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(execution);
	const connection = AirbyteApi.connect(execution);
	const hints = new Set<string>();
	const output: INodeExecutionData[] = [];

	for (const itemIndex of execution.getInputData().keys()) {
		output.push(await runItem(execution, operation, connection, itemIndex, hints));
	}

	execution.addExecutionHints(
		...[...hints].map((message) => ({ message, location: 'outputPane' as const })),
	);
	return output;
}

async function runItem(
	execution: IExecuteFunctions,
	operation: Operation,
	connection: Promise<AirbyteApi>,
	itemIndex: number,
	hints: Set<string>,
): Promise<INodeExecutionData> {
	const pairedItem = { item: itemIndex };
	try {
		const json = await operation.run({
			api: await connection,
			parameters: new ItemParameters(execution, itemIndex, operation.fields),
			now: DateTime.utc(),
			hint: (message) => hints.add(message),
		});
		return { json, pairedItem };
	} catch (error) {
		const nodeError = toNodeError(execution.getNode(), error, itemIndex);
		if (execution.continueOnFail()) return { json: failureJson(nodeError), pairedItem };
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
