import { isJsonObject, type Json, type JsonObject } from '../json';

/** What Airbyte shows instead of a secret. Airbyte API: SourceResponse.configuration. */
export const secretMask = '**********';

/**
 * The configuration as the API shows it: every `airbyte_secret` field masked, in whichever branch of
 * a `oneOf` it is declared.
 */
export function maskSecrets(configuration: JsonObject, specification: JsonObject): JsonObject {
	return mapSecrets(configuration, [specification], () => secretMask);
}

/** A masked secret that is sent back means the secret that was there. */
export function restoreSecrets(
	sent: JsonObject,
	stored: JsonObject,
	specification: JsonObject,
): JsonObject {
	return mapSecrets(
		sent,
		[specification],
		(value, before) => (value === secretMask && before !== undefined ? before : value),
		stored,
	);
}

type Replace = (value: Json, before: Json | undefined) => Json;

function mapSecrets(
	value: JsonObject,
	schemas: JsonObject[],
	replace: Replace,
	before?: Json,
): JsonObject {
	const branches = schemas.flatMap(withBranches);
	return Object.fromEntries(
		Object.entries(value).map(([key, child]) => {
			const declared = branches
				.map((schema) => (isJsonObject(schema.properties) ? schema.properties[key] : undefined))
				.filter(isJsonObject);
			const childBefore = isJsonObject(before) ? before[key] : undefined;
			return [key, mapValue(child, declared, replace, childBefore)];
		}),
	);
}

function mapValue(
	value: Json | undefined,
	schemas: JsonObject[],
	replace: Replace,
	before: Json | undefined,
): Json | undefined {
	if (value === undefined) return undefined;
	if (schemas.some((schema) => schema.airbyte_secret === true)) return replace(value, before);
	if (Array.isArray(value)) {
		const items = schemas
			.flatMap(withBranches)
			.map(({ items: item }) => item)
			.filter(isJsonObject);
		const beforeItems = Array.isArray(before) ? before : [];
		return value.map((item, i) => mapValue(item, items, replace, beforeItems[i]) ?? item);
	}
	return isJsonObject(value) ? mapSecrets(value, schemas, replace, before) : value;
}

function withBranches(schema: JsonObject): JsonObject[] {
	const branches = [schema.oneOf, schema.anyOf, schema.allOf].flatMap((list) =>
		Array.isArray(list) ? list.filter(isJsonObject) : [],
	);
	return [schema, ...branches.flatMap(withBranches)];
}
