import { UserError } from 'n8n-workflow';

import type { Operation } from '../operation';
import { createFields } from './create.fields';
import { createOnce } from './createOnce';
import { bodyOf, readSource } from './newSource';
import { SourceDirectory, type Source } from './sourceDirectory';

export const createSource: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create source',
	description: 'Create a source in a workspace',
	fields: createFields,

	async run(context) {
		const { api, parameters, once } = context;
		const { workspaceId, ...source } = await readSource(context);
		const identity = { name: source.name, connector: source.connector };
		const ifExists = parameters.requiredText('ifExists');
		const directory = await once(`sources of ${workspaceId}`, async () => {
			return await SourceDirectory.read(api, workspaceId);
		});

		return await directory.inTurn(identity, async () => {
			const existing = ifExists === 'create' ? undefined : directory.find(identity);
			if (!existing) {
				const body = { workspaceId, ...bodyOf(source) };
				const created = await createOnce(api, directory, identity, body);
				directory.add(created);
				return { ...created, outcome: 'created' };
			}
			if (ifExists === 'return') return { ...existing, outcome: 'existing' };
			if (ifExists === 'update') {
				const { name, secretId, configuration } = source;
				const updated = await api.patch<Source>(`/sources/${existing.sourceId}`, {
					name,
					configuration,
					...(secretId && { secretId }),
				});
				directory.add(updated);
				return { ...updated, outcome: 'updated' };
			}
			throw new UserError(`The workspace has a source named '${source.name}' already`, {
				description: `It is ${existing.sourceId}. Choose another 'Name', or what to do in 'If a Source of This Name Exists'.`,
			});
		});
	},
};
