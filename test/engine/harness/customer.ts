/**
 * A customer who answers the sandbox's consent screen and follows Airbyte up to the redirect out of it.
 *
 * @returns where Airbyte sends the browser, or undefined when it sends it nowhere
 */
export async function consent(
	consentUrl: string,
	decision: 'allow' | 'deny' = 'allow',
): Promise<string | undefined> {
	const answered = await fetch(consentUrl, {
		method: 'POST',
		body: new URLSearchParams({ decision }),
		redirect: 'manual',
	});
	const callback = answered.headers.get('location');
	if (!callback) throw new Error(`The consent screen answered ${answered.status}`);
	const redirect = await fetch(callback, { redirect: 'manual' });
	return redirect.headers.get('location') ?? undefined;
}
