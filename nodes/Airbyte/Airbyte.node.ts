import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { CREDENTIAL } from '../shared/api/credential';
import { resources } from './actions';
import { propertiesOf } from './actions/properties';
import { execute } from './execute';
import { listSearch } from './methods';

/** Makes consent links, creates sources and sets OAuth overrides in Airbyte. */
export class Airbyte implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Airbyte',
		name: 'airbyte',
		icon: { light: 'file:../../icons/airbyte.svg', dark: 'file:../../icons/airbyte.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: "Connect your customers' accounts to Airbyte over OAuth",
		defaults: { name: 'Airbyte' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: propertiesOf(resources),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}
