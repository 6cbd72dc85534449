import type { IDataObject } from 'n8n-workflow';

import { openSecretId } from '../../../shared/onboarding/secretId';
import type { Operation } from '../operation';
import { sourceField } from '../sourceField';

/**
 * Gives an existing source the account of a new consent. Airbyte merges what a PATCH holds and keeps the rest
 * (Airbyte's API: PATCH /sources/{sourceId}), so the source, its configuration and its connections live on.
 */
export const reauthorizeSource: Operation = {
	value: 'reauthorize',
	name: 'Reauthorize',
	action: 'Reauthorize source',
	description: 'Connect the account of an existing source anew',
	fields: [
		sourceField,
		{
			displayName: 'Secret ID',
			name: 'secretId',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.secretId }}',
			description:
				'As given out by the Airbyte OAuth Trigger, plain or sealed. Whoever knows a plain one can use the secret: keep it out of messages and logs.',
		},
	],

	async run({ api, parameters }) {
		const sourceId = parameters.requiredText('sourceId');
		const secretId = openSecretId(parameters.requiredText('secretId'), api.credential);
		return await api.patch<IDataObject>(`/sources/${encodeURIComponent(sourceId)}`, { secretId });
	},
};
