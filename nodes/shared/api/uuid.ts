/** What an ID of Airbyte looks like, for placeholders and messages. */
export const EXAMPLE_ID = '18dccc91-0ab1-4f72-9ed7-0b8fc27c5826';

/** Whether a text is a UUID, as all IDs of Airbyte are. */
export function isUuid(text: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
