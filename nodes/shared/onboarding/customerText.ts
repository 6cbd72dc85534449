/** Characters of a foreign text that are worth keeping. */
const LENGTH = 200;

/** A text from the customer's browser, fit for an item and a log: one line, bounded. */
export function customerText(text: string): string {
	return text
		.replace(/[\p{C}\s]+/gu, ' ')
		.trim()
		.slice(0, LENGTH);
}
