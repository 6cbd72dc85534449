import { UserError } from 'n8n-workflow';

import { isObject } from '../api/problem';
import { isFilled, withFills } from './fills';
import { oauthRequirementsOf } from './oauthRequirements';
import { dotted, ownValue, type Path } from './paths';
import { failsPattern, hasType, namesOf } from './schemaTypes';
import {
	allowedValuesOf,
	choiceOf,
	propertiesOf,
	propertyOf,
	requiredOf,
	schemasOf,
	settled,
	textOf,
	typesOf,
	type JsonSchema,
} from './schema';
import type { ConnectorSpecification } from './specification';

/** What is wrong at one place of a configuration. The value itself is never in it: it may be a secret. */
export interface ConfigurationProblem {
	path: Path;
	/** What the connector calls the field. */
	title: string;
	/** Goes on after the title: `is missing`, `has to be a number`. */
	message: string;
}

type Place = Pick<ConfigurationProblem, 'path' | 'title'>;

/**
 * What Airbyte would refuse for certain: missing and ill-typed values, values that are not on a list or do not have the
 * shape asked for. What OAuth fills counts as there and right. Keywords that are not known here pass; Airbyte's own
 * check comes after this one (docs/decisions/0003-validation.md).
 */
export function configurationProblems(
	specification: ConnectorSpecification,
	configuration: object,
	{ withSecret }: { withSecret: boolean },
): ConfigurationProblem[] {
	const oauth = withSecret ? oauthRequirementsOf(specification) : undefined;
	const filled = withFills({ ...configuration }, oauth?.secretFills ?? []);
	return check(specification.connectionSpecification, filled, { path: [], title: '' });
}

/** @throws UserError that names every field that is missing or ill-typed, with its title */
export function assertValidConfiguration(
	specification: ConnectorSpecification,
	configuration: object,
	use: { withSecret: boolean },
): void {
	const problems = configurationProblems(specification, configuration, use);
	const [first] = problems;
	if (!first) return;
	const lines = problems.map(({ path, title, message }) => {
		const place = dotted(path);
		return `- ${title}${place && place !== title ? ` (${place})` : ''} ${message}`;
	});
	throw new UserError(
		problems.length === 1
			? `'${first.title}' ${first.message}`
			: `${problems.length} fields of the configuration need a change`,
		{ description: `The connector's specification says:\n${lines.join('\n')}` },
	);
}

/** Whether a value satisfies a schema as far as this check goes. */
export function satisfies(schema: JsonSchema, value: unknown): boolean {
	return check(schema, value, { path: [], title: '' }).length === 0;
}

function check(schema: JsonSchema, value: unknown, place: Place): ConfigurationProblem[] {
	if (isFilled(value) || schema.$ref !== undefined) return [];
	const types = typesOf(schema);
	if (value === null && schema.nullable === true) return [];
	if (!hasType(value, types)) return [{ ...place, message: `has to be ${namesOf(types)}` }];
	return [
		...checkAllowed(schema, value, place),
		...checkPattern(schema, value, place),
		...checkProperties(schema, value, place),
		...checkItems(schema, value, place),
		...schemasOf(schema.allOf).flatMap((part) => check(part, value, place)),
		...[schema.oneOf, schema.anyOf].flatMap((list) => checkBranches(schemasOf(list), value, place)),
	];
}

function checkAllowed(schema: JsonSchema, value: unknown, place: Place): ConfigurationProblem[] {
	const allowed = allowedValuesOf(schema);
	// Lists of objects are compared by Airbyte, key by key.
	const isRefused = allowed && !allowed.some(isComposite) && !allowed.includes(value);
	return isRefused ? [{ ...place, message: `has to be ${listed(allowed)}` }] : [];
}

function checkPattern(schema: JsonSchema, value: unknown, place: Place): ConfigurationProblem[] {
	const { pattern } = schema;
	if (typeof value !== 'string' || typeof pattern !== 'string') return [];
	if (!failsPattern(pattern, value)) return [];
	const shape = textOf(schema.pattern_descriptor) ?? `the pattern ${pattern}`;
	const [example] = Array.isArray(schema.examples) ? schema.examples : [];
	const hint = example === undefined ? '' : `, for example ${String(example)}`;
	return [{ ...place, message: `has to match ${shape}${hint}` }];
}

function checkProperties(schema: JsonSchema, value: unknown, place: Place): ConfigurationProblem[] {
	if (!isObject(value)) return [];
	const missing = requiredOf(schema)
		.filter((key) => ownValue(value, key) === undefined)
		.map((key) => ({
			...placeOf(schema, key, place),
			message: 'is missing',
		}));
	const wrong = propertiesOf(schema).flatMap(([key, property]) => {
		const given = ownValue(value, key);
		return given === undefined ? [] : check(property, given, placeOf(schema, key, place));
	});
	return [...missing, ...wrong];
}

function checkItems(schema: JsonSchema, value: unknown, place: Place): ConfigurationProblem[] {
	const { items } = schema;
	if (!Array.isArray(value) || !isObject(items)) return [];
	return value.flatMap((item, index) =>
		check(items, item, {
			path: [...place.path, String(index)],
			title: `${place.title} [${index}]`,
		}),
	);
}

/** Of branches that all fail, only the one that the value has chosen is worth telling about. */
function checkBranches(
	branches: JsonSchema[],
	value: unknown,
	place: Place,
): ConfigurationProblem[] {
	const outcomes = branches.map((branch) => check(branch, value, place));
	if (outcomes.some((problems) => problems.length === 0)) return [];
	const choice = isObject(value) ? choiceOf(branches) : undefined;
	if (!choice) return closest(outcomes);
	const given = ownValue(value, choice.key);
	const chosen = choice.branches.findIndex(({ values }) => values.includes(given));
	if (chosen >= 0) return outcomes[chosen] ?? [];
	const { path, title } = placeOf(settled(branches[0] ?? {}), choice.key, place);
	const values = choice.branches.flatMap((branch) => branch.values);
	return [{ path, title: place.title || title, message: `has to be ${listed(values)}` }];
}

function closest(outcomes: ConfigurationProblem[][]): ConfigurationProblem[] {
	return [...outcomes].sort((one, other) => one.length - other.length)[0] ?? [];
}

function placeOf(schema: JsonSchema, key: string, { path }: Place): Place {
	return { path: [...path, key], title: textOf(propertyOf(schema, key)?.title) ?? key };
}

function listed(values: unknown[]): string {
	const names = values.map((value) => JSON.stringify(value));
	return names.length === 1 ? names.join() : `one of ${names.join(', ')}`;
}

function isComposite(value: unknown): boolean {
	return typeof value === 'object' && value !== null;
}
