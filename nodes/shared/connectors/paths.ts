import type { GenericValue, IDataObject } from 'n8n-workflow';
import { isSafeObjectProperty } from 'n8n-workflow';

import { isObject } from '../api/problem';

/** Keys from the root of a configuration to one value, as a connector's `path_in_connector_config` writes it. */
export type Path = readonly string[];

/** A value and its place in the configuration. */
export interface ValueAtPath {
	path: Path;
	value: unknown;
}

/** The path as one text, such as `credentials.client_id`: the id of a field in a form. */
export function dotted(path: Path): string {
	return path.join('.');
}

export function samePath(one: Path, other: Path): boolean {
	return one.length === other.length && startsWith(one, other);
}

/** Whether `path` leads through `parent` to something below it. */
export function isBelow(path: Path, parent: Path): boolean {
	return path.length > parent.length && startsWith(path, parent);
}

/** The value under an object's own key: a key such as `toString` is no value. */
export function ownValue(object: unknown, key: string): unknown {
	return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

export function valueAt(root: unknown, path: Path): unknown {
	return path.reduce(ownValue, root);
}

/**
 * A copy of `root` with `value` at `path`; parents that are missing are made. A path that could reach the prototype of
 * an object is left alone.
 */
export function withValueAt(root: IDataObject, path: Path, value: unknown): IDataObject {
	const [key, ...rest] = path;
	if (key === undefined || !path.every(isSafeObjectProperty)) return root;
	const child = ownValue(root, key);
	const below = rest.length === 0 ? value : withValueAt(isObject(child) ? child : {}, rest, value);
	return { ...root, [key]: below as GenericValue };
}

/** As `withValueAt`, but what stands there, or in the way, stays. */
export function withMissingAt(root: IDataObject, path: Path, value: unknown): IDataObject {
	return isTaken(root, path) ? root : withValueAt(root, path, value);
}

function isTaken(root: IDataObject, path: Path): boolean {
	const parents = path.slice(0, -1).map((_, depth) => valueAt(root, path.slice(0, depth + 1)));
	const blocked = parents.some((parent) => parent !== undefined && !isObject(parent));
	return blocked || valueAt(root, path) !== undefined;
}

function startsWith(path: Path, start: Path): boolean {
	return start.every((key, depth) => path[depth] === key);
}
