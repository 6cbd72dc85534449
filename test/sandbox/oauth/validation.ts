import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Connector } from '../connectors';
import { without, type JsonObject } from '../json';
import { problems } from '../problems';

/** Schemas themselves are not judged: some connectors' are sloppy, and Airbyte reads them all. */
const ajv = addFormats(
	new Ajv({
		strict: false,
		validateSchema: false,
		allErrors: true,
		unicodeRegExp: false,
		logger: false,
	}),
);
const compiled = new WeakMap<Connector, ValidateFunction>();

function validatorOf(connector: Connector): ValidateFunction {
	const known = compiled.get(connector);
	if (known) return known;
	// Connectors name several dialects here; Airbyte reads them all as draft-07.
	const validate = ajv.compile(without(connector.spec.connectionSpecification, '$schema'));
	compiled.set(connector, validate);
	return validate;
}

/**
 * Airbyte API: 422 with every error in `data.message`; the wording is a validator's and varies.
 * @throws problem `unprocessable-entity`
 */
export function validateConfiguration(connector: Connector, configuration: JsonObject): void {
	const validate = validatorOf(connector);
	if (validate(configuration)) return;
	const errors = (validate.errors ?? []).map(describe).join(', ');
	throw problems.unprocessable(
		`json schema validation failed when comparing the data to the json schema. \nErrors: ${errors}`,
	);
}

function describe({ instancePath, keyword, params, message }: ErrorObject): string {
	const place = `$${instancePath.replaceAll('/', '.')}`;
	if (keyword === 'required') {
		return `${place}: required property '${String(params.missingProperty)}' not found`;
	}
	if (keyword === 'const') {
		return `${place}: must be the constant value '${String(params.allowedValue)}'`;
	}
	return `${place}: ${message ?? keyword}`;
}
