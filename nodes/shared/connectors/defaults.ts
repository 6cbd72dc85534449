import type { GenericValue, IDataObject } from 'n8n-workflow';

import { isObject } from '../api/problem';
import { ownValue } from './paths';
import {
	alternativesOf,
	choiceOf,
	fixedValueOf,
	propertiesOf,
	requiredOf,
	settled,
	withBranch,
	type JsonSchema,
} from './schema';
import { satisfies } from './validate';

/** The configuration with the specification's value for every required field that is missing and has one. */
export function withDefaults(schema: JsonSchema, configuration: IDataObject): IDataObject {
	const whole = chosen(settled(schema), configuration);
	const required = requiredOf(whole);
	return propertiesOf(whole).reduce((filled, [key, property]) => {
		const given = ownValue(filled, key);
		const value = isObject(given)
			? withDefaults(property, given)
			: (given ?? (required.includes(key) && given === undefined ? valueFor(property) : undefined));
		return value === undefined ? filled : { ...filled, [key]: value as GenericValue };
	}, configuration);
}

/** What applies to a property that nobody gave: its only value, or its default where that is a valid one. */
export function valueFor(property: JsonSchema): unknown {
	const fixed = fixedValueOf(property);
	if (fixed !== undefined) return fixed;
	if (property.default !== undefined) {
		return satisfies(property, property.default) ? property.default : undefined;
	}
	const made = withDefaults(property, {});
	return Object.keys(made).length > 0 && satisfies(property, made) ? made : undefined;
}

/** The schema with the branch that the value chooses. */
function chosen(schema: JsonSchema, value: IDataObject): JsonSchema {
	const choice = choiceOf(alternativesOf(schema));
	const branch = choice?.branches.find(({ values }) =>
		values.includes(ownValue(value, choice.key)),
	);
	return branch ? withBranch(schema, branch.schema) : schema;
}
