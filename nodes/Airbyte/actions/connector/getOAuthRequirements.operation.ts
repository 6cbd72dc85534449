import type { IDataObject } from 'n8n-workflow';

import { connectorRequirements } from '../../../shared/connectors/requirements';
import { requireConnector } from '../connectorFor';
import { connectorField, workspaceField } from '../fields';
import type { Operation } from '../operation';

export const getOAuthRequirements: Operation = {
	value: 'getOAuthRequirements',
	name: 'Get OAuth Requirements',
	action: 'Get OAuth requirements of connector',
	description:
		'Find out what a connector has to know before the consent, what the consent then fills in, and what is still needed',
	fields: [
		connectorField,
		{
			...workspaceField,
			required: false,
			description:
				'Only needed for custom connectors and for Airbytes that cannot reach the connector registry',
		},
	],

	async run(context) {
		const { parameters } = context;
		const sourceTypeOrId = parameters.requiredText('connector');
		const workspaceId = parameters.text('workspaceId');
		const { definitionId, specification } = await requireConnector(
			context,
			sourceTypeOrId,
			workspaceId,
		);
		return {
			connector: sourceTypeOrId,
			definitionId,
			...(connectorRequirements(specification) as unknown as IDataObject),
		};
	},
};
