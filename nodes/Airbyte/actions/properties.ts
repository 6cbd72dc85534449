import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { withBatchOptions } from './batchOptions';
import type { Operation, Resource } from './operation';

/** The fields of the node's form: the choice of resource and operation, then each operation's own. */
export function propertiesOf(resources: Resource[]): INodeProperties[] {
	return [
		resourceProperty(resources),
		...resources.map(operationProperty),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) => fieldsOf(resource, operation)),
		),
	];
}

/** The operation that a resource and an operation value name, or undefined. */
export function findOperation(
	resources: Resource[],
	resource: string,
	operation: string,
): Operation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}

function resourceProperty(resources: Resource[]): INodeProperties {
	return choice(
		'Resource',
		'resource',
		resources.map(({ name, value, description }) => ({ name, value, description })),
	);
}

function operationProperty({ value: resource, operations }: Resource): INodeProperties {
	const options = operations.map(({ name, value, action, description }) => {
		return { name, value, action, description };
	});
	return {
		...choice('Operation', 'operation', options),
		displayOptions: { show: { resource: [resource] } },
	};
}

/** A list to choose from, which n8n does not let an expression fill; the first entry is the default. */
function choice(
	displayName: string,
	name: string,
	options: INodePropertyOptions[],
): INodeProperties {
	const first = options[0]?.value ?? '';
	return { displayName, name, type: 'options', noDataExpression: true, options, default: first };
}

function fieldsOf(resource: Resource, operation: Operation): INodeProperties[] {
	const place = { show: { resource: [resource.value], operation: [operation.value] } };
	return updateDisplayOptions(place, withBatchOptions(operation.fields));
}
