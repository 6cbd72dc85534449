import type { JsonSchema } from '../../nodes/shared/connectors/schema';
import type { RequiredField } from '../../nodes/shared/connectors/requirements';
import { textMatching } from './textMatching';

/** Texts of common shapes; the first that fits is taken, or else one made for the pattern. */
const texts = [
	'sample',
	'2024-01-31T00:00:00Z',
	'2024-01-31',
	'https://sample.example.com',
	'123456',
	'sample@example.com',
];

/** What a person could enter in a field, going by nothing but what the requirements say of it. */
export function sampleFor(field: RequiredField, variant = 0): unknown {
	const { options, schema, type, format, pattern, examples } = field;
	if (options && options.length > 0) return options[variant % options.length]?.value;
	return sampleOf(schema ?? { type, format, pattern, examples });
}

/** A value that a schema takes. */
export function sampleOf(schema: JsonSchema): unknown {
	if (schema.const !== undefined) return schema.const;
	if (Array.isArray(schema.enum)) return schema.enum[0];
	const [branch] = [schema.oneOf, schema.anyOf, schema.allOf].flatMap((list) =>
		Array.isArray(list) ? (list as JsonSchema[]) : [],
	);
	if (branch && !schema.properties) return sampleOf(branch);
	switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
		case 'integer':
		case 'number':
			return sampleNumber(schema);
		case 'boolean':
			return true;
		case 'array':
			return Array.from({ length: Number(schema.minItems ?? 1) }, () =>
				sampleOf((schema.items ?? {}) as JsonSchema),
			);
		case 'object':
			return sampleObject(schema);
		default:
			return sampleText(schema);
	}
}

function sampleNumber({ minimum, exclusiveMinimum, maximum = 1 }: JsonSchema): number {
	if (minimum !== undefined) return Number(minimum);
	return exclusiveMinimum === undefined
		? Math.min(1, Number(maximum))
		: Number(exclusiveMinimum) + 1;
}

function sampleObject(schema: JsonSchema): Record<string, unknown> {
	const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
	const required = (schema.required ?? []) as string[];
	return Object.fromEntries(required.map((key) => [key, sampleOf(properties[key] ?? {})]));
}

function sampleText({ pattern, format, examples, minLength }: JsonSchema): string {
	const hints = (Array.isArray(examples) ? examples : []).map(String);
	const shape = typeof pattern === 'string' ? pattern : '';
	const fitsPattern = (text: string) => new RegExp(shape).test(text);
	const fitsFormat = (text: string) =>
		text.length >= Number(minLength ?? 0) && (formats[String(format)]?.test(text) ?? true);
	const candidates = [...texts, ...hints, textMatching(shape)].filter(fitsPattern);
	return candidates.find(fitsFormat) ?? candidates[0] ?? 'sample';
}

const formats: Record<string, RegExp> = {
	'date-time': /^\d{4}-\d\d-\d\dT.*Z$/,
	date: /^\d{4}-\d\d-\d\d$/,
	uri: /^https?:/,
	email: /@/,
};
