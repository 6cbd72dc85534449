import type { ResourceMapperField } from 'n8n-workflow';

import type { JsonSchema } from '../../nodes/shared/connectors/schema';

/**
 * The paths of all values that a configuration can hold, found in the plainest way: down every property of every
 * branch, as far as objects go. What lies in a list belongs to the list.
 */
export function leavesOf(schema: JsonSchema, path: string[] = []): string[] {
	const parts = [schema.oneOf, schema.anyOf, schema.allOf].flatMap((list) =>
		Array.isArray(list) ? (list as JsonSchema[]) : [],
	);
	const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
	const inner = [
		...properties.flatMap(([key, property]) => leavesOf(property, [...path, key])),
		...parts.flatMap((part) => leavesOf(part, path)),
	].filter((leaf) => leaf !== path.join('.'));
	return inner.length > 0 ? [...new Set(inner)] : [path.join('.')].filter(Boolean);
}

/** The leaves that no field of a form leads to: neither its own, nor a list or object that is typed in whole. */
export function lostLeaves(schema: JsonSchema, form: ResourceMapperField[]): string[] {
	const own = new Set(form.map(({ id }) => id));
	const whole = form
		.filter(({ type }) => type === undefined || type === 'object' || type === 'array')
		.map(({ id }) => `${id}.`);
	return leavesOf(schema).filter(
		(leaf) => !own.has(leaf) && !whole.some((prefix) => leaf.startsWith(prefix)),
	);
}
