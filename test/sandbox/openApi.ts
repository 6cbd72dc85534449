import Ajv2020, {
	type AnySchemaObject,
	type ErrorObject,
	type ValidateFunction,
} from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { isJsonObject } from './json';

interface Parameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required?: boolean;
	schema: AnySchemaObject;
}

interface Operation {
	operationId: string;
	parameters?: Parameter[];
	requestBody?: { required?: boolean; content: Record<string, unknown> };
	responses: Record<string, { content?: Record<string, unknown>; $ref?: string }>;
}

type PathItem = Record<string, Operation> & { parameters?: Parameter[] };

/** An OpenAPI 3.1 document, as far as it is asked here. */
export interface OpenApiDocument {
	paths: Record<string, PathItem>;
}

/** One operation of the document, found for one request. */
export interface Match {
	operation: Operation;
	parameters: Parameter[];
	pathParameters: Record<string, string>;
	/** JSON pointer to the operation in the document. */
	pointer: string;
}

const documentId = 'airbyte';

/**
 * Validates against the schemas of a document where they stand in it: OpenAPI 3.1 writes them in
 * JSON Schema 2020-12, and a reference is looked up when it is met, so that one which dangles
 * elsewhere in the document does no harm.
 */
export class OpenApi {
	private readonly ajv = addFormats(
		new Ajv2020({ strict: false, allErrors: true, coerceTypes: 'array', logger: false }),
	);

	private readonly compiled = new Map<string, ValidateFunction>();

	constructor(private readonly document: OpenApiDocument) {
		this.ajv.addFormat('UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
		this.ajv.addSchema(document, documentId);
	}

	/** A path without parameters is preferred to one with. */
	match(method: string, path: string): Match | undefined {
		const templates = Object.keys(this.document.paths).sort(
			(a, b) => a.split('{').length - b.split('{').length,
		);
		for (const template of templates) {
			const found = patternOf(template).exec(path);
			const item = this.document.paths[template];
			const operation = item?.[method.toLowerCase()];
			if (!found || !item || !operation) continue;
			return {
				operation,
				parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])],
				pathParameters: { ...found.groups },
				pointer: `/paths/${escapePointer(template)}/${method.toLowerCase()}`,
			};
		}
		return undefined;
	}

	parameterErrors({ parameters, pathParameters, pointer }: Match, query: object): string[] {
		const schemaOf = (place: Parameter['in']) => {
			const here = parameters.filter((parameter) => parameter.in === place);
			return {
				type: 'object',
				additionalProperties: false,
				required: here.filter(({ required }) => required).map(({ name }) => name),
				properties: Object.fromEntries(here.map(({ name, schema }) => [name, absolute(schema)])),
			};
		};
		return [
			...this.errors(`${pointer}/path`, schemaOf('path'), { ...pathParameters }),
			...this.errors(`${pointer}/query`, schemaOf('query'), { ...query }),
		];
	}

	requestBodyErrors({ operation, pointer }: Match, body: unknown): string[] {
		const { requestBody } = operation;
		if (body === undefined || body === null) {
			return requestBody?.required ? ['has no body'] : [];
		}
		if (!requestBody) return ['has a body where none is documented'];
		return this.errorsAt(`${pointer}/requestBody/content/application~1json/schema`, body);
	}

	responseBodyErrors({ operation, pointer }: Match, status: number, body: unknown): string[] {
		const response = operation.responses[String(status)];
		if (!response) return [`status ${status} is not documented`];
		if (response.$ref) return [];
		if (!response.content) {
			return body === undefined ? [] : ['has a body where none is documented'];
		}
		const content = response.content['application/json'];
		if (!isJsonObject(content) || !content.schema) return [];
		return this.errorsAt(`${pointer}/responses/${status}/content/application~1json/schema`, body);
	}

	private errorsAt(pointer: string, value: unknown): string[] {
		return this.errors(pointer, { $ref: `${documentId}#${pointer}` }, value);
	}

	/** Coercion would change what was recorded, so that a copy is looked at. */
	private errors(key: string, schema: AnySchemaObject, value: unknown): string[] {
		const validate = this.compiled.get(key) ?? this.ajv.compile(schema);
		this.compiled.set(key, validate);
		const copy: unknown = structuredClone(value);
		return validate(copy) ? [] : (validate.errors ?? []).map(describe);
	}
}

function patternOf(template: string): RegExp {
	return new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function escapePointer(key: string): string {
	// Braces are no legal characters of the fragment that carries the pointer.
	return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** A schema taken out of the document still finds what it refers to. */
function absolute(schema: AnySchemaObject): AnySchemaObject {
	return JSON.parse(
		JSON.stringify(schema).replaceAll('"$ref":"#', `"$ref":"${documentId}#`),
	) as AnySchemaObject;
}

function describe({ instancePath, message = '', params }: ErrorObject): string {
	const extra = 'additionalProperty' in params ? ` (${String(params.additionalProperty)})` : '';
	return `${instancePath} ${message}${extra}`.trim();
}
