import type { IDataObject } from 'n8n-workflow';

import { isObject } from './problem';

/** What is secret in a request, by its key. */
const SECRET_KEY = /secret|token|password|api_?key/i;

/** A shorter value is none that anybody could keep secret, and would black out half of an answer. */
const SHORTEST_SECRET = 8;

const MASK = '******';

/** An answer without the secrets of its request: Airbyte may quote what it was sent, and its words reach items and logs. */
export function withoutSecretsOf(request: IDataObject | undefined, answer: unknown): unknown {
	const secrets = secretsIn(request);
	return secrets.length === 0 ? answer : mask(answer, secrets);
}

function mask(value: unknown, secrets: readonly string[]): unknown {
	if (typeof value === 'string') {
		return secrets.reduce((text, secret) => text.replaceAll(secret, MASK), value);
	}
	if (Array.isArray(value)) return value.map((part) => mask(part, secrets));
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mask(part, secrets)]));
}

function secretsIn(value: unknown, isSecret = false): string[] {
	if (typeof value === 'string') return isSecret && value.length >= SHORTEST_SECRET ? [value] : [];
	if (Array.isArray(value)) return value.flatMap((part) => secretsIn(part, isSecret));
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([key, part]) => secretsIn(part, SECRET_KEY.test(key)));
}
