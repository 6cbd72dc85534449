import { isObject } from '../api/problem';
import { allowedValuesOf, alternativesOf, propertiesOf, typesOf, type JsonSchema } from './schema';

/** The JSON schema types, as a sentence names them, and the values they take. */
const TYPES: Record<string, { name: string; takes: (value: unknown) => boolean }> = {
	string: { name: 'a text', takes: (value) => typeof value === 'string' },
	number: { name: 'a number', takes: (value) => typeof value === 'number' },
	integer: { name: 'a whole number', takes: Number.isInteger },
	boolean: { name: 'true or false', takes: (value) => typeof value === 'boolean' },
	object: { name: 'an object', takes: isObject },
	array: { name: 'a list', takes: Array.isArray },
	null: { name: 'null', takes: (value) => value === null },
};

/** Whether a value is of one of the types; no types, or one that is not known, take everything. */
export function hasType(value: unknown, types: string[]): boolean {
	return types.length === 0 || types.some((type) => TYPES[type]?.takes(value) ?? true);
}

/** Types as a sentence names them: `a text or null`. */
export function namesOf(types: string[]): string {
	return types.map((type) => TYPES[type]?.name ?? type).join(' or ');
}

/**
 * The one type of a value that a schema describes, `null` aside; where the schema does not name it, as far as it shows
 * in what it allows. Undefined where it may be of several.
 */
export function typeOf(schema: JsonSchema): string | undefined {
	const stated = typesOf(schema).filter((type) => type !== 'null');
	const branches = alternativesOf(schema).map(typeOf);
	const shown = [stated, branches, typesOfValues(schema), typesOfParts(schema)];
	const [type, ...others] = new Set(shown.find((types) => types.length > 0));
	return others.length === 0 ? type : undefined;
}

function typesOfValues(schema: JsonSchema): string[] {
	const defaults = schema.default === undefined ? [] : [schema.default];
	return (allowedValuesOf(schema) ?? defaults).flatMap((value) => {
		const type = Object.keys(TYPES).find((name) => TYPES[name]?.takes(value));
		return type === undefined || type === 'null' ? [] : [type];
	});
}

function typesOfParts(schema: JsonSchema): string[] {
	if (isObject(schema.items)) return ['array'];
	return propertiesOf(schema).length > 0 ? ['object'] : [];
}

/** What java.util.regex, Airbyte's engine, may read otherwise than JavaScript. */
const READ_OTHERWISE =
	/\\[^dDwWsSbBnrtf1-9^$\\.*+?()[\]{}|/\-"'@:,_ ]|&&|\[[^\]]*\[|\[\^?\]|\(\?[a-zA-Z]/;

/** Texts on which both engines agree, and short enough for any pattern to be done with soon. */
const PLAIN_TEXT = /^[\x20-\x7e]{0,1000}$/;

/** Whether a text is sure not to match a pattern, whichever of the two engines reads it. */
export function failsPattern(pattern: string, text: string): boolean {
	if (READ_OTHERWISE.test(pattern) || !PLAIN_TEXT.test(text)) return false;
	try {
		return !new RegExp(pattern).test(text);
	} catch {
		return false;
	}
}
