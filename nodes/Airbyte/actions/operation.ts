import type { DateTime } from 'luxon';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { AirbyteApi } from '../../shared/api/airbyteApi';
import type { ItemParameters } from './parameters';

/** What an operation is given for one item. */
export interface OperationContext {
	api: AirbyteApi;
	/** The fields of this item, with expressions resolved. */
	parameters: ItemParameters;
	now: DateTime;
	/** n8n's functions of the run, for what concerns the execution as a whole, such as letting it wait. */
	execution: IExecuteFunctions;
	/** Shows a hint below the node once the execution is done; the same hint is shown once. */
	hint(message: string): void;
	/** Makes a thing once per execution, by its key, for all items that need it. */
	once<Thing>(key: string, make: () => Promise<Thing>): Promise<Thing>;
}

/** One thing the node can do. Everything else about it, lists, display rules and routing, derives from this object. */
export interface Operation {
	/** Value of the parameter `operation`. */
	value: string;
	/** Title case, as in the list of operations. */
	name: string;
	/** Sentence case, with the resource, as in the list of nodes. */
	action: string;
	description: string;
	/** Fields without display rules for resource and operation, and without the batch options: those are added. */
	fields: INodeProperties[];
	/**
	 * Carries the operation out for one item.
	 *
	 * @returns the json of the output item
	 * @throws UserError for what the user can mend, AirbyteProblem for what Airbyte refused
	 */
	run(context: OperationContext): Promise<IDataObject>;
}

/** What operations act on. */
export interface Resource extends Pick<INodePropertyOptions, 'name' | 'description'> {
	/** Value of the parameter `resource`. */
	value: string;
	operations: Operation[];
}
