import type {
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { AirbyteApi } from '../../shared/api/airbyteApi';
import { toNodeError } from '../../shared/api/nodeError';
import { ConnectorCatalog } from '../../shared/connectors/catalog';
import { configurationForm } from '../../shared/connectors/form';
import { oauthInputForm, overrideForm } from '../../shared/connectors/oauthForm';
import {
	oauthRequirementsOf,
	type OAuthRequirements,
} from '../../shared/connectors/oauthRequirements';
import type { ConnectorSpecification } from '../../shared/connectors/specification';

/** The connector's configuration, without what OAuth fills when a secret is used. */
export async function getConfigurationFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const withSecret = this.getCurrentNodeParameter('authorizeWith') === 'secretId';
	const specification = await specificationOf(this, 'connector');
	return { fields: configurationForm(specification, { withSecret }) };
}

/** What the connector has to know before the consent. */
export async function getOAuthInputFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const fields = oauthInputForm(await oauthOf(this, 'sourceType'));
	return {
		fields,
		emptyFieldsNotice: 'This connector needs nothing before the consent. Leave this as it is.',
	};
}

/** What the owner of an OAuth app enters for the connector. */
export async function getOverrideFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	return { fields: overrideForm(await oauthOf(this, 'name')) };
}

/** The scopes that can be asked for; none where the connector does not take any. */
export async function getScopes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return scopeOptions((await oauthOf(this, 'sourceType')).scopes?.requestable);
}

/** The scopes that the customer may leave out. */
export async function getOptionalScopes(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return scopeOptions((await oauthOf(this, 'sourceType')).scopes?.optional);
}

function scopeOptions(scopes: string[] = []): INodePropertyOptions[] {
	return scopes.map((scope) => ({ name: scope, value: scope }));
}

async function oauthOf(
	editor: ILoadOptionsFunctions,
	parameter: string,
): Promise<OAuthRequirements> {
	const oauth = oauthRequirementsOf(await specificationOf(editor, parameter));
	if (oauth) return oauth;
	throw refusal(
		editor,
		'This connector has no OAuth',
		'Choose another one, or create its sources with a full configuration.',
	);
}

async function specificationOf(
	editor: ILoadOptionsFunctions,
	parameter: string,
): Promise<ConnectorSpecification> {
	const chosen = text(editor, parameter);
	if (!chosen) throw refusal(editor, 'Choose the connector first');
	try {
		const workspaceId = text(editor, 'workspaceId');
		const catalog = new ConnectorCatalog(await AirbyteApi.connect(editor), workspaceId);
		return (await catalog.connector(chosen)).specification;
	} catch (error) {
		throw toNodeError(editor.getNode(), error);
	}
}

function refusal(editor: ILoadOptionsFunctions, message: string, description?: string) {
	return toNodeError(editor.getNode(), new UserError(message, { description }));
}

/** '' for a field that the form does not have: n8n refuses to look into it. */
function text(editor: ILoadOptionsFunctions, parameter: string): string {
	if (editor.getCurrentNodeParameter(parameter) === undefined) return '';
	const value = editor.getCurrentNodeParameter(parameter, { extractValue: true });
	return typeof value === 'string' ? value.trim() : '';
}
