import { isSafeObjectProperty } from 'n8n-workflow';

import { isObject } from '../api/problem';

/**
 * A JSON schema (draft-07) as a connector's author wrote it. Nothing about it is certain: `required` may be missing or
 * no list, `type` a list, a keyword misspelt. It is therefore read through the functions of this file only.
 */
export interface JsonSchema {
	readonly [keyword: string]: unknown;
}

/** One way to fill an object in: what tells it apart, and the values that choose it. */
export interface Branch {
	schema: JsonSchema;
	values: unknown[];
}

/** A `oneOf` or `anyOf` whose branches tell themselves apart by the value of one property. */
export interface Choice {
	key: string;
	branches: Branch[];
}

export function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The entries of a list that are objects; none where it is no list. */
export function schemasOf(list: unknown): JsonSchema[] {
	return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The properties by name. What is no schema allows everything, as `true` does. */
export function propertiesOf({ properties }: JsonSchema): Array<[string, JsonSchema]> {
	if (!isObject(properties)) return [];
	return Object.entries(properties)
		.filter(([key, property]) => isSafeObjectProperty(key) && property !== false)
		.map(([key, property]) => [key, isObject(property) ? property : {}]);
}

export function propertyOf(schema: JsonSchema, key: string): JsonSchema | undefined {
	return propertiesOf(schema).find(([name]) => name === key)?.[1];
}

export function requiredOf({ required }: JsonSchema): string[] {
	return Array.isArray(required) ? required.filter((key) => typeof key === 'string') : [];
}

/** The types that `type` names, `null` included; none where it names none. */
export function typesOf({ type }: JsonSchema): string[] {
	return (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string');
}

/** The values that `const` or `enum` leaves, or undefined where neither restricts them. */
export function allowedValuesOf(schema: JsonSchema): unknown[] | undefined {
	if (schema.const !== undefined) return [schema.const];
	return Array.isArray(schema.enum) && schema.enum.length > 0 ? schema.enum : undefined;
}

/** The only value that is allowed, or undefined. */
export function fixedValueOf(schema: JsonSchema): unknown {
	const allowed = allowedValuesOf(schema);
	return allowed?.length === 1 ? allowed[0] : undefined;
}

/** The branches of `oneOf` or `anyOf`, without the one that says 'or nothing'. */
export function alternativesOf(schema: JsonSchema): JsonSchema[] {
	const alternatives = [...schemasOf(schema.oneOf), ...schemasOf(schema.anyOf)];
	return alternatives.filter((branch) => typesOf(branch).join() !== 'null');
}

/** The property that tells the branches apart, and which values choose which branch; undefined where none does. */
export function choiceOf(alternatives: JsonSchema[]): Choice | undefined {
	const [first] = alternatives;
	if (!first || alternatives.length < 2) return undefined;
	// A constant is what Airbyte tells branches apart by; older connectors have no more than a default.
	return [allowedValuesOf, defaultAsValue]
		.flatMap((valuesOf) =>
			propertiesOf(first).map(([key]) => ({
				key,
				branches: alternatives.map((branch) => {
					const schema = settled(branch);
					return { schema, values: valuesOf(propertyOf(schema, key) ?? {}) ?? [] };
				}),
			})),
		)
		.find(isDistinct);
}

/** The schema with what it says in parts said at once: `allOf`, and a `oneOf` or `anyOf` that leaves no choice. */
export function settled(schema: JsonSchema): JsonSchema {
	const [only, ...others] = alternativesOf(schema);
	const whole = only && others.length === 0 ? withBranch(schema, only) : schema;
	return schemasOf(schema.allOf).reduce(merged, without(whole, ['allOf']));
}

/** The schema once one branch of its `oneOf` or `anyOf` is chosen. */
export function withBranch(schema: JsonSchema, branch: JsonSchema): JsonSchema {
	return merged(without(schema, ['oneOf', 'anyOf']), branch);
}

/** The schema at a path, in whichever branch it is declared; undefined where it is declared nowhere. */
export function schemaAt(
	schema: JsonSchema,
	[key, ...rest]: readonly string[],
): JsonSchema | undefined {
	if (key === undefined) return schema;
	const whole = settled(schema);
	const own = propertyOf(whole, key);
	if (own) return schemaAt(own, rest);
	for (const branch of alternativesOf(whole)) {
		const found = schemaAt(branch, [key, ...rest]);
		if (found) return found;
	}
	return undefined;
}

function merged(schema: JsonSchema, part: JsonSchema): JsonSchema {
	const inner = settled(part);
	const properties = [...propertiesOf(schema), ...propertiesOf(inner)].reduce(
		(all, [key, property]) => all.set(key, { ...all.get(key), ...property }),
		new Map<string, JsonSchema>(),
	);
	return {
		...inner,
		...schema,
		...(properties.size > 0 && { properties: Object.fromEntries(properties) }),
		required: [...new Set([...requiredOf(schema), ...requiredOf(inner)])],
	};
}

function without(schema: JsonSchema, keywords: string[]): JsonSchema {
	return Object.fromEntries(Object.entries(schema).filter(([name]) => !keywords.includes(name)));
}

function defaultAsValue(schema: JsonSchema): unknown[] | undefined {
	return textOf(schema.default) ? [schema.default] : undefined;
}

/** Every branch states values, and no value is stated by two. */
function isDistinct({ branches }: Choice): boolean {
	const values = branches.flatMap((branch) => branch.values);
	return (
		branches.every((branch) => branch.values.length > 0) && new Set(values).size === values.length
	);
}
