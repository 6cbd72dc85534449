import { createHash } from 'node:crypto';

/** What the customer reads at the end of the consent. */
export interface Page {
	status: number;
	title: string;
	text: string;
}

export const CONNECTED_PAGE: Page = {
	status: 200,
	title: 'Your account is connected',
	text: 'You can close this page.',
};

export const DECLINED_PAGE: Page = {
	status: 400,
	title: 'Your account was not connected',
	text: 'Access was not granted, so nothing has changed. To try again, open the link you were given once more.',
};

export const EXPIRED_PAGE: Page = {
	status: 410,
	title: 'This link has expired',
	text: 'Please ask for a new link where you got this one.',
};

export const INVALID_PAGE: Page = {
	status: 400,
	title: 'This link does not work',
	text: 'It is incomplete or was changed on its way. Please ask for a new link where you got this one.',
};

const STYLE = `
	:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif; }
	body { display: grid; place-content: center; min-height: 100vh; margin: 0; }
	main { max-width: 32rem; padding: 1.5rem; }
	h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 0.75rem; }
	p { margin: 0; }
`;

/**
 * Nothing of the page or of its address leaves it: no script, no remote asset, no frame around it, no copy in a cache,
 * no referrer, no search index.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
	'Content-Type': 'text/html; charset=utf-8',
	'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Robots-Tag': 'noindex',
};

/** The page as HTML. Its texts are this file's own, so nothing in them needs escaping. */
export function renderPage({ title, text }: Page): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</body>
</html>
`;
}
