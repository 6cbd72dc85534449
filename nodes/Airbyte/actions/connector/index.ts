import type { Resource } from '../operation';
import { getOAuthRequirements } from './getOAuthRequirements.operation';

export const connector: Resource = {
	value: 'connector',
	name: 'Connector',
	description: 'A kind of account that Airbyte can read',
	operations: [getOAuthRequirements],
};
