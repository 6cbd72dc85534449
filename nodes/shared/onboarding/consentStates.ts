/** Airbyte's own state of the consents that this process has initiated, by the nonce of the link. */
const states = new Map<string, string>();

/** Links that are remembered; the oldest are forgotten first. */
const CAPACITY = 10_000;

/** The state in a consent URL; absent for connectors that show none to the browser. */
export function stateOf(consentUrl: string): string | undefined {
	return new URLSearchParams(consentUrl.split('?')[1]).get('state') ?? undefined;
}

/**
 * Remembers the consent that a link leads to. The sealed state cannot carry it: Airbyte wants the redirect URL before
 * it says its own state. So it is known where one n8n process makes links and receives their customers.
 */
export function rememberConsent(nonce: string, consentUrl: string): void {
	const state = stateOf(consentUrl);
	if (state === undefined) return;
	states.set(nonce, state);
	const [oldest] = states.keys();
	if (states.size > CAPACITY && oldest !== undefined) states.delete(oldest);
}

/** Airbyte's own state of a link's consent, where this process knows it. */
export function consentState(nonce: string): string | undefined {
	return states.get(nonce);
}
