import type {
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
	ResourceMapperValue,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { AirbyteApi } from '../../shared/api/airbyteApi';
import { ConnectorCatalog } from '../../shared/connectors/catalog';
import { configurationForm } from '../../shared/connectors/form';
import { oauthInputForm, overrideForm } from '../../shared/connectors/oauthForm';
import {
	oauthRequirementsOf,
	type OAuthRequirements,
} from '../../shared/connectors/oauthRequirements';
import type { ConnectorSpecification } from '../../shared/connectors/specification';

import { editorError, wholeReason } from './editorError';

/** The connector's configuration, without what OAuth fills when a secret is used. */
export async function getConfigurationFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const withSecret = this.getCurrentNodeParameter('authorizeWith') === 'secretId';
	const form = specificationOf(this, 'connector').then((specification) =>
		configurationForm(specification, { withSecret }),
	);
	return await formOrReason(this, form, {
		parameter: 'configurationFields',
		whenEmpty: 'This connector needs no configuration beside that.',
	});
}

/** What the connector has to know before the consent. */
export async function getOAuthInputFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	return await formOrReason(this, oauthOf(this, 'sourceType').then(oauthInputForm), {
		parameter: 'oAuthInputFields',
		whenEmpty: 'This connector needs nothing before the consent. Leave this as it is.',
	});
}

/** What the owner of an OAuth app enters for the connector. */
export async function getOverrideFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	return await formOrReason(this, oauthOf(this, 'name').then(overrideForm), {
		parameter: 'configurationFields',
		whenEmpty: 'This connector takes no OAuth app of your own.',
	});
}

/**
 * The editor drops what this throws without a word: where it has no fields yet, the notice for forms without any says
 * the reason. Fields that stand there already stay, with what was entered, since the editor drops values without a field.
 */
async function formOrReason(
	editor: ILoadOptionsFunctions,
	form: Promise<ResourceMapperField[]>,
	{ parameter, whenEmpty }: { parameter: string; whenEmpty: string },
): Promise<ResourceMapperFields> {
	return await form.then(
		(fields) => ({
			fields,
			emptyFieldsNotice: fields.length > 0 ? columnsOf(fields) : whenEmpty,
		}),
		(error: Error & { description?: string | null }) => {
			if (hasFields(editor, parameter)) throw error;
			return { fields: [], emptyFieldsNotice: asHtml(wholeReason(error)) };
		},
	);
}

/** The editor shows this beside a form that is filled in from the input, and nothing else that would tell the names. */
function columnsOf(fields: ResourceMapperField[]): string {
	const names = fields.map(({ id, required }) => `<b>${asHtml(id)}</b>${required ? ' *' : ''}`);
	return `Columns of the input that are taken, by these names: ${names.join(', ')}. Those with * are needed.`;
}

function hasFields(editor: ILoadOptionsFunctions, parameter: string): boolean {
	const form = editor.getCurrentNodeParameter(parameter) as Partial<ResourceMapperValue> | null;
	return (form?.schema?.length ?? 0) > 0;
}

/** The editor reads a notice as HTML. */
function asHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
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
	if (!chosen) {
		throw refusal(
			editor,
			'Which connector it is, is not known yet',
			'Choose it from the list. An expression gives it only once the node has input: execute the nodes before, then open this one again.',
		);
	}
	try {
		const workspaceId = text(editor, 'workspaceId');
		const catalog = new ConnectorCatalog(await AirbyteApi.connect(editor), workspaceId);
		return (await catalog.connector(chosen)).specification;
	} catch (error) {
		throw editorError(editor, error);
	}
}

function refusal(editor: ILoadOptionsFunctions, message: string, description?: string) {
	return editorError(editor, new UserError(message, { description }));
}

/** '' for a field that the form does not have: n8n refuses to look into it. */
function text(editor: ILoadOptionsFunctions, parameter: string): string {
	if (editor.getCurrentNodeParameter(parameter) === undefined) return '';
	const value = editor.getCurrentNodeParameter(parameter, { extractValue: true });
	return typeof value === 'string' ? value.trim() : '';
}
