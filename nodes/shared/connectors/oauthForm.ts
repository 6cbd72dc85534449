import type { IDataObject, ResourceMapperField } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { configurationForm } from './form';
import type { OAuthField, OAuthRequirements } from './oauthRequirements';
import { ownValue, withValueAt } from './paths';
import { textOf } from './schema';

/** The connector's OAuth inputs as a form; its values are the flat `oAuthInputConfiguration`. */
export function oauthInputForm({ inputs }: OAuthRequirements): ResourceMapperField[] {
	return keyedForm(inputs);
}

/** What the owner of an OAuth app enters for this connector: client ID, client secret, developer token ... */
export function overrideForm({ overrideFields }: OAuthRequirements): ResourceMapperField[] {
	return keyedForm(overrideFields)
		.map((field) => ({ ...field, required: true, removed: false }))
		.sort((one, other) => rankOf(one) - rankOf(other));
}

/** Client ID and client secret first, as every provider shows them; the rest in the connector's order. */
function rankOf({ id }: ResourceMapperField): number {
	const rank = [/client_?id$/i, /client_?secret$/i].findIndex((name) => name.test(id));
	return rank < 0 ? 2 : rank;
}

/**
 * The body of an override: the values of its form, nested as the connector's configuration nests them.
 * Airbyte refuses an override that lacks one ("Missing OAuth param for key at ...").
 *
 * @param given the form's values by key
 * @throws UserError that names the fields left empty
 */
export function overrideConfiguration(
	{ overrideFields }: OAuthRequirements,
	given: IDataObject,
): IDataObject {
	const missing = overrideFields.filter(({ key }) => isEmpty(ownValue(given, key)));
	if (missing.length > 0) {
		throw new UserError(`The OAuth override lacks ${missing.map(nameOf).join(' and ')}`, {
			description: 'Airbyte takes an override only whole: fill in every field of your OAuth app.',
		});
	}
	return overrideFields.reduce<IDataObject>(
		(body, { key, path }) => withValueAt(body, path, ownValue(given, key)),
		{},
	);
}

/** The fields by their OAuth keys: as a configuration of its own that has nothing but them. */
function keyedForm(fields: OAuthField[]): ResourceMapperField[] {
	return configurationForm(
		{
			connectionSpecification: {
				type: 'object',
				properties: Object.fromEntries(fields.map(({ key, schema }) => [key, schema])),
				required: fields.filter(({ required }) => required).map(({ key }) => key),
			},
		},
		{ withSecret: false },
	);
}

function nameOf({ key, schema }: OAuthField): string {
	return `'${textOf(schema.title) ?? key}'`;
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
