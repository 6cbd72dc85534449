import { UserError } from 'n8n-workflow';

import { parseUrl } from '../api/url';

/** Characters of an address that a link may carry or a page may show. */
const MAX_LENGTH = 500;

/** Whether a customer's browser may be sent there: https, no name and password in it. */
export function isHttpsUrl(text: string): boolean {
	const url = parseUrl(text);
	return url?.protocol === 'https:' && !url.username && !url.password && text.length <= MAX_LENGTH;
}

/**
 * An address as a person typed it; undefined when the field is empty.
 *
 * @throws UserError when it is no https address
 */
export function optionalHttpsUrl(field: string, text: string | undefined): string | undefined {
	const address = (text ?? '').trim();
	if (!address) return undefined;
	if (isHttpsUrl(address)) return new URL(address).href;
	throw new UserError(`The field '${field}' is not an https address: '${address.slice(0, 100)}'`, {
		description: `Enter a fixed address such as https://app.example.com/connected, with at most ${MAX_LENGTH} characters.`,
	});
}
