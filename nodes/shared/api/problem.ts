import type { IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object: no array, not null. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Airbyte's own words in the body of a refused request, whole. Airbyte is known to send: problem JSON with the text in
 * `data.message` and a generic `detail`, `{message}`, HAL with `_embedded.errors`, `{errorId}` alone, HTML, nothing.
 */
export function problemText(body: unknown): string {
	if (!isObject(body)) return '';
	const data = isObject(body.data) ? body.data : {};
	const text = [data.message, embeddedMessages(body), body.detail, body.message].find(
		(candidate) => typeof candidate === 'string' && candidate !== '',
	) as string | undefined;
	if (text) return `Airbyte says: ${linePerField(text)}`;
	if (typeof body.errorId === 'string') {
		return `Airbyte gives no reason, only an error id to quote to its support: ${body.errorId}`;
	}
	return '';
}

/** The short name of the problem, such as `value-not-found`, or '' (RFC 9457 title as Airbyte uses it). */
export function problemTitle(body: unknown): string {
	return isObject(body) && typeof body.title === 'string' ? body.title : '';
}

/** The problem's `data`: the value not found, the resource missing ... */
export function problemData(body: unknown): IDataObject {
	return isObject(body) && isObject(body.data) ? body.data : {};
}

function embeddedMessages(body: IDataObject): string {
	const embedded = isObject(body._embedded) ? body._embedded.errors : undefined;
	if (!Array.isArray(embedded)) return '';
	return embedded
		.map((error: unknown) => (isObject(error) ? error.message : undefined))
		.filter((message) => typeof message === 'string')
		.join('\n');
}

/** A failed schema validation lists its fields in one line behind 'Errors:'; one per line can be read. */
function linePerField(text: string): string {
	const [head, list] = text.split(/\s*Errors:\s*/, 2);
	return list ? [head, ...list.split(/,\s*(?=\$)/).map((field) => `- ${field}`)].join('\n') : text;
}
