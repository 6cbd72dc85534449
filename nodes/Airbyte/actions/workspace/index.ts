import type { Resource } from '../operation';
import { setOAuthOverride } from './setOAuthOverride.operation';

export const workspace: Resource = {
	value: 'workspace',
	name: 'Workspace',
	description: "A customer's place in Airbyte",
	operations: [setOAuthOverride],
};
