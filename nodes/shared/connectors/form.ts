import type {
	FieldType,
	IDataObject,
	INodePropertyOptions,
	ResourceMapperField,
} from 'n8n-workflow';

import { isObject } from '../api/problem';
import { fieldsOf, type ConfigurationField, type FieldOption } from './fields';
import { oauthRequirementsOf } from './oauthRequirements';
import { dotted } from './paths';
import { textOf, type JsonSchema } from './schema';
import { typeOf } from './schemaTypes';
import type { ConnectorSpecification } from './specification';

/** JSON schema types as the resource mapper's inputs. Dates stay texts: connectors ask for patterns of their own. */
const INPUTS: Record<string, FieldType> = {
	string: 'string',
	integer: 'number',
	number: 'number',
	boolean: 'boolean',
	array: 'array',
	object: 'object',
};

/**
 * A connector's configuration as fields of n8n's resource mapper, flat: a nested field has its path with dots for id.
 * What is only needed for one of several choices is not required here, since n8n would ask for it in any case.
 *
 * @param withSecret leaves out what OAuth fills, and asks not again for what was given before the consent: that comes
 *   with the input, and a default standing here would win over it
 */
export function configurationForm(
	specification: ConnectorSpecification,
	use: { withSecret: boolean },
): ResourceMapperField[] {
	const byId = new Map<string, ConfigurationField[]>();
	for (const field of fieldsOf(specification, use)) {
		const id = dotted(field.path);
		byId.set(id, [...(byId.get(id) ?? []), field]);
	}
	const inputs = use.withSecret ? (oauthRequirementsOf(specification)?.inputs ?? []) : [];
	const given = new Set(inputs.map(({ path }) => dotted(path)));
	return [...byId].flatMap(([id, [first, ...others]]) => {
		if (!first) return [];
		const field = formField(id, first, others);
		return [given.has(id) ? { ...field, required: false, removed: true } : field];
	});
}

/**
 * The caller's fields in the value of a resource mapper. A field left empty is one left out: the mapper has no other
 * way to say so.
 */
export function filledIn(value: unknown): IDataObject {
	if (!isObject(value)) return {};
	return Object.fromEntries(
		Object.entries(value).filter(
			([, entry]) => entry !== null && entry !== undefined && entry !== '',
		),
	);
}

/** @param others the same field as other branches declare it */
function formField(
	id: string,
	first: ConfigurationField,
	others: ConfigurationField[],
): ResourceMapperField {
	const fields = [first, ...others];
	const types = new Set(fields.map(inputOf));
	const isOptions = types.size === 1 && types.has('options');
	const defaultValue = defaultOf(first);
	return {
		id,
		displayName: labelOf(first, fields),
		required: fields.some(isAlwaysRequired),
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: types.size === 1 ? inputOf(first) : undefined,
		...(isOptions && { options: optionsOf(fields.flatMap(({ options = [] }) => options)) }),
		...(defaultValue !== undefined && { defaultValue }),
		...(!fields.some(isShownAtFirst) && { removed: true }),
	};
}

/**
 * What a person sees without asking. The rest can be added: what Airbyte's own form hides, what belongs to one of
 * several choices or to an object that may be left out, and switches, which the mapper shows as off and sends as false.
 */
function isShownAtFirst(field: ConfigurationField): boolean {
	const { path, conditions, schema } = field;
	if (isAlwaysRequired(field)) return true;
	if (path.length > 1 || conditions.length > 0 || schema.airbyte_hidden === true) return false;
	return inputOf(field) !== 'boolean' || field.defaultValue !== undefined;
}

function isAlwaysRequired({ required, conditions }: ConfigurationField): boolean {
	return required && conditions.length === 0;
}

function inputOf({ options, schema }: ConfigurationField): FieldType | undefined {
	if (options && options.length > 0 && options.every(isChoosable)) return 'options';
	return INPUTS[typeOf(schema) ?? ''];
}

function isChoosable({ value }: FieldOption): boolean {
	return ['string', 'number', 'boolean'].includes(typeof value);
}

function optionsOf(options: FieldOption[]): INodePropertyOptions[] {
	const byValue = new Map(options.map((option) => [option.value, option]));
	return [...byValue.values()].map(({ value, title, description }) => ({
		name: title,
		value: value as INodePropertyOptions['value'],
		...(description && { description }),
	}));
}

/** `Authentication: Client ID (OAuth2.0; date-time)`: the mapper shows nothing of a field but its name. */
function labelOf(
	{ parents, title, schema }: ConfigurationField,
	all: ConfigurationField[],
): string {
	const branches = all.flatMap(({ conditions }) => conditions.slice(-1));
	const names = [...new Set(branches.map((branch) => branch.title))].join(', ');
	const hints = [names, shapeOf(schema)].filter(Boolean).join('; ');
	return [...parents, title].join(': ') + (hints ? ` (${hints})` : '');
}

/** What a text has to look like, where the connector cares: by its own word for it, by an example, or by its format. */
function shapeOf({ pattern, pattern_descriptor, format, examples }: JsonSchema) {
	if (pattern === undefined && format === undefined) return undefined;
	const example = Array.isArray(examples) ? textOf(examples[0]) : undefined;
	return textOf(pattern_descriptor) ?? (example ? `e.g. ${example}` : textOf(format));
}

/** Filled in beforehand only where that makes no object or branch come into being that the person did not choose. */
function defaultOf(field: ConfigurationField): ResourceMapperField['defaultValue'] {
	const { conditions, defaultValue, path } = field;
	if (conditions.length > 0 || !(path.length === 1 || field.required)) return undefined;
	switch (typeof defaultValue) {
		case 'string':
		case 'number':
		case 'boolean':
			return defaultValue;
		case 'object':
			return defaultValue === null ? undefined : JSON.stringify(defaultValue);
		default:
			return undefined;
	}
}
