/** The address a text holds, or undefined when it holds none. Spaces around it do not count. */
export function parseUrl(text: string): URL | undefined {
	try {
		return new URL(text.trim());
	} catch {
		return undefined;
	}
}
