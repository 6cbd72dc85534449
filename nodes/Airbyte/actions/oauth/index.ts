import type { Resource } from '../operation';
import { initiateOAuth } from './initiate.operation';
import { waitForAuthorization } from './wait.operation';

export const oauth: Resource = {
	value: 'oauth',
	name: 'OAuth',
	description: "A customer's consent to read an account",
	operations: [initiateOAuth, waitForAuthorization],
};
