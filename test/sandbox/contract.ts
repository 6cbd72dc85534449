/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isJsonObject } from './json';
import { OpenApi, type OpenApiDocument } from './openApi';
import type { Exchange } from './recording';

/** Where an exchange leaves Airbyte's own description of its API. */
export interface Violation {
	side: 'request' | 'answer';
	/** Method, path and status, e.g. `POST /v1/sources 200`. */
	exchange: string;
	message: string;
}

/** Airbyte's OpenAPI documents, beside this project and not part of it. */
export const documentsFolder = join(__dirname, '../../../shared/airbyte/openapi');

const apiDocument = 'api.yaml';
const problemsDocument = 'api-problems.yaml';
const basePaths = /^\/(api\/public\/)?v1(?=\/|$)/;

/** Holds recorded exchanges of the public API against Airbyte's OpenAPI documents. */
export class ContractChecker {
	private constructor(
		private readonly api: OpenApi,
		private readonly problems: ReadonlyMap<string, { status: number; type: string }>,
	) {}

	/** Undefined, and a printed reason, where the documents are not at hand. */
	static load(folder = documentsFolder): ContractChecker | undefined {
		if (!existsSync(join(folder, apiDocument))) {
			process.stdout.write(`Contract not checked: ${join(folder, apiDocument)} is not there.\n`);
			return undefined;
		}
		const read = (name: string): unknown => parse(readFileSync(join(folder, name), 'utf8'));
		const api = new OpenApi(read(apiDocument) as OpenApiDocument);
		return new ContractChecker(api, problemConstants(read(problemsDocument)));
	}

	/** Other traffic than the public API's (registry, consent screen) is passed over. */
	violations(exchanges: readonly Exchange[]): Violation[] {
		return exchanges
			.filter(({ path, status }) => basePaths.test(path) && status > 0)
			.flatMap((exchange) => {
				const name = `${exchange.method} ${exchange.path} ${exchange.status}`;
				const found = (side: Violation['side']) => (message: string) => ({
					side,
					exchange: name,
					message,
				});
				return [
					...this.requestErrors(exchange).map(found('request')),
					...this.answerErrors(exchange).map(found('answer')),
				];
			});
	}

	private requestErrors({ method, path, query, body }: Exchange): string[] {
		const match = this.api.match(method, inDocument(path));
		if (!match) return ['is no operation of the document'];
		return [
			// The callback's one parameter stands for the whole query, which nothing can be held against.
			...(match.operation.operationId === 'oauthCallback'
				? []
				: this.api.parameterErrors(match, splitLists(query))),
			...this.api.requestBodyErrors(match, body),
		];
	}

	private answerErrors(exchange: Exchange): string[] {
		if (exchange.status >= 400) return this.errorBodyErrors(exchange);
		const match = this.api.match(exchange.method, inDocument(exchange.path));
		return match ? this.api.responseBodyErrors(match, exchange.status, exchange.responseBody) : [];
	}

	/** Airbyte API: errors; a problem with its own constants, or one of the bodies seen besides. */
	private errorBodyErrors({ status, responseBody: body }: Exchange): string[] {
		if (body === undefined) return status === 501 ? [] : ['error without a body'];
		if (!isJsonObject(body)) return ['error body is no object'];
		if ('errorId' in body || '_embedded' in body || status === 429) return [];
		const constants = this.problems.get(String(body.title));
		if (!constants) return [`'${String(body.title)}' is no problem of Airbyte's`];
		return (['status', 'type'] as const)
			.filter((key) => body[key] !== constants[key])
			.map((key) => `${key} of '${String(body.title)}' must be ${constants[key]}`)
			.concat(body.status === status ? [] : [`body says ${String(body.status)}`]);
	}
}

function inDocument(path: string): string {
	return path.replace(basePaths, '') || '/';
}

/** The document's own examples write a list of ids with commas. */
function splitLists(query: Exchange['query']): Exchange['query'] {
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [
			name,
			name.endsWith('Ids') ? [value].flat().flatMap((ids) => ids.split(',')) : value,
		]),
	);
}

interface ProblemSchema {
	allOf?: Array<{
		properties?: Record<'status' | 'type' | 'title', { default?: string | number }>;
	}>;
}

/** The document gives a problem's constants as the defaults of its properties. */
function problemConstants(document: unknown) {
	const { components } = document as { components: { schemas: Record<string, ProblemSchema> } };
	return new Map(
		Object.values(components.schemas).flatMap(({ allOf }) => {
			const properties = allOf?.find((part) => part.properties)?.properties;
			if (!properties?.title?.default) return [];
			const { title, status, type } = properties;
			return [
				[String(title.default), { status: Number(status.default), type: String(type.default) }],
			] as const;
		}),
	);
}
