/** Any JSON value, as Airbyte's API takes and gives it. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object; a key that is absent reads as undefined. */
export interface JsonObject {
	[key: string]: Json | undefined;
}

/** Keys from the root of a configuration to one value, as `path_in_connector_config` writes it. */
export type Path = readonly string[];

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function getAt(root: Json | undefined, path: Path): Json | undefined {
	return path.reduce<Json | undefined>(
		(value, key) => (isJsonObject(value) ? value[key] : undefined),
		root,
	);
}

/** A copy of `root` with `value` at `path`; parents that are missing are created. */
export function withValueAt(root: JsonObject, path: Path, value: Json): JsonObject {
	const [key, ...rest] = path;
	if (key === undefined) return root;
	const child = root[key];
	return {
		...root,
		[key]: rest.length === 0 ? value : withValueAt(isJsonObject(child) ? child : {}, rest, value),
	};
}

/** Objects are merged key by key, anything else (arrays too) is replaced. */
export function deepMerge(base: JsonObject, change: JsonObject): JsonObject {
	return Object.entries(change).reduce<JsonObject>((merged, [key, value]) => {
		const before = merged[key];
		return {
			...merged,
			[key]: isJsonObject(before) && isJsonObject(value) ? deepMerge(before, value) : value,
		};
	}, base);
}

/** The first value under `key` at any depth, outermost first. */
export function findAnywhere(root: Json | undefined, key: string): Json | undefined {
	if (Array.isArray(root)) return firstDefined(root, (child) => findAnywhere(child, key));
	if (!isJsonObject(root)) return undefined;
	return root[key] ?? firstDefined(Object.values(root), (child) => findAnywhere(child, key));
}

function firstDefined<T, R>(values: T[], read: (value: T) => R | undefined): R | undefined {
	for (const value of values) {
		const found = read(value);
		if (found !== undefined) return found;
	}
	return undefined;
}

export function without(object: JsonObject, key: string): JsonObject {
	return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
