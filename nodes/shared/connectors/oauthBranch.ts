import { isBelow, samePath, type Path, type ValueAtPath } from './paths';
import {
	allowedValuesOf,
	alternativesOf,
	choiceOf,
	fixedValueOf,
	propertiesOf,
	propertyOf,
	requiredOf,
	schemaAt,
	settled,
	withBranch,
	type JsonSchema,
} from './schema';

/** What decides which branch of a `oneOf` or `anyOf` is OAuth's. */
export interface OAuthMarks {
	predicate?: ValueAtPath;
	secretFills: Path[];
}

/**
 * The branch that an OAuth secret fills: the one that the predicate names, and without a predicate the one that holds
 * most of the filled fields and asks least beside them. Undefined where OAuth does not touch the schema.
 *
 * @param path where the schema stands in the configuration
 */
export function oauthBranch(
	schema: JsonSchema,
	path: Path,
	{ predicate, secretFills }: OAuthMarks,
): JsonSchema | undefined {
	const fills = below(secretFills, path);
	const [mark] = predicate ? below([predicate.path], path) : [];
	const scored = alternativesOf(schema).map((branch) => ({
		branch,
		marked: mark && predicate && admits(branch, mark, predicate.value) ? 1 : 0,
		filled: fills.filter((fill) => schemaAt(branch, fill)).length,
		open: requiredOf(branch).filter((key) => !fills.some(([first]) => first === key)).length,
	}));
	const [best] = scored.sort(
		(a, b) => b.marked - a.marked || b.filled - a.filled || a.open - b.open,
	);
	return best && (best.marked > 0 || best.filled > 0) ? best.branch : undefined;
}

/** The object that declares the last key of a path, as it is once OAuth's branches are chosen on the way. */
export function oauthParentOf(
	connection: JsonSchema,
	path: Path,
	marks: OAuthMarks,
	depth = 0,
): JsonSchema {
	const schema = oauthView(connection, path.slice(0, depth), marks);
	const key = path[depth];
	const property = key === undefined ? undefined : propertyOf(schema, key);
	const isParent = depth >= path.length - 1 || !property;
	return isParent ? schema : oauthParentOf(property, path, marks, depth + 1);
}

/** The schema with OAuth's branch chosen, where it offers a choice that OAuth has a part in. */
export function oauthView(schema: JsonSchema, path: Path, marks: OAuthMarks): JsonSchema {
	const whole = settled(schema);
	const branch = oauthBranch(whole, path, marks);
	return branch ? withBranch(whole, branch) : whole;
}

/** The constants beside what the secret fills, in every object on the way to it. */
export function branchConstants(
	connection: JsonSchema,
	marks: OAuthMarks,
	path: Path = [],
): ValueAtPath[] {
	const whole = settled(connection);
	const branch = oauthBranch(whole, path, marks);
	const schema = branch ? withBranch(whole, branch) : whole;
	const chosenBy = branch && choiceOf(alternativesOf(whole))?.key;
	return propertiesOf(schema).flatMap(([key, property]) => {
		const at = [...path, key];
		if (marks.secretFills.some((fill) => samePath(fill, at))) return [];
		if (below(marks.secretFills, at).length > 0) return branchConstants(property, marks, at);
		const value = constantOf(property, branch !== undefined || requiredOf(schema).includes(key));
		const chosen = value === undefined && key === chosenBy ? property.default : value;
		return chosen === undefined ? [] : [{ path: at, value: chosen }];
	});
}

/**
 * A `const` is always meant. A list of one is meant in a branch or where required; elsewhere it may be an option that a
 * person can leave out.
 */
function constantOf(property: JsonSchema, isMeant: boolean): unknown {
	const value = fixedValueOf(property);
	const isConstant = property.const !== undefined || property.default === value;
	return isConstant || isMeant ? value : undefined;
}

/** Whether the branch allows a value at a path, and says so. */
function admits(branch: JsonSchema, path: Path, value: unknown): boolean {
	const property = schemaAt(branch, path);
	return property ? (allowedValuesOf(property) ?? [property.default]).includes(value) : false;
}

/** The paths that lead below `parent`, from there on. */
function below(paths: Path[], parent: Path): Path[] {
	return paths.filter((path) => isBelow(path, parent)).map((path) => path.slice(parent.length));
}
