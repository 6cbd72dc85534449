import type { Resource } from '../operation';
import { createSource } from './create.operation';
import { reauthorizeSource } from './reauthorize.operation';

export const source: Resource = {
	value: 'source',
	name: 'Source',
	description: 'A connection to an account that Airbyte reads from',
	operations: [createSource, reauthorizeSource],
};
