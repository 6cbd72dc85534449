import { createHash } from 'node:crypto';

import { pageStyle } from './pageStyle';
import { ENGLISH, type Branding, type PageKind, type PageTexts } from './pageTexts';

/** All that a page is made of. */
export interface Page {
	kind: PageKind;
	texts: PageTexts;
	branding: Branding;
	/** Where the customer can go from here; https. */
	link?: { url: string; label: 'continueLabel' | 'tryAgainLabel' };
}

/** A page ready to be sent. */
export interface RenderedPage {
	html: string;
	headers: Record<string, string>;
}

/** Characters a logo may have: it is sent with every page. */
const MAX_LOGO_LENGTH = 200_000;

const LOGO = /^data:image\/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}$/;

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/i;

/** Whether a text can stand in the page as its logo: the page loads nothing from anywhere. */
export function isLogo(logo: string | undefined): logo is string {
	return logo !== undefined && logo.length <= MAX_LOGO_LENGTH && LOGO.test(logo);
}

/**
 * The page as HTML, with headers that let nothing of it or its address leave it: no script, no remote asset, no frame
 * around it, no copy in a cache, no referrer, no search index.
 */
export function renderPage(page: Page): RenderedPage {
	const style = pageStyle(page.branding.color);
	return { html: html(page, style), headers: headers(style) };
}

function headers(style: string): Record<string, string> {
	const styleHash = createHash('sha256').update(style).digest('base64');
	return {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
		'X-Frame-Options': 'DENY',
		'Cache-Control': 'no-store',
		'Referrer-Policy': 'no-referrer',
		'X-Content-Type-Options': 'nosniff',
		'X-Robots-Tag': 'noindex',
	};
}

function html({ kind, texts, branding, link }: Page, style: string): string {
	const language = languageOf(texts);
	const direction = RIGHT_TO_LEFT.test(language) ? ' dir="rtl"' : '';
	const title = say(`${kind}Title`, texts);
	const { brand = '' } = branding;
	const lines = [
		isLogo(branding.logo) && `<img src="${branding.logo}" alt="${escape(brand)}">`,
		`<h1${title.lang}>${title.text}</h1>`,
		paragraph(kind, texts),
		link && anchor(link.url, say(link.label, texts)),
	];
	return `<!doctype html>
<html lang="${language}"${direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title.text}${brand && ` - ${escape(brand)}`}</title>
<style>${style}</style>
</head>
<body>
<main>
${lines.filter(Boolean).join('\n')}
</main>
</body>
</html>
`;
}

function paragraph(kind: PageKind, texts: PageTexts): string {
	const { text, lang } = say(`${kind}Text`, texts);
	return `<p${lang}>${text}</p>`;
}

function anchor(url: string, { text, lang }: Said): string {
	return `<a href="${escape(url)}" rel="noreferrer"${lang}>${text}</a>`;
}

/** A text as HTML, and the attribute that tells a screen reader where it is not in the page's language. */
interface Said {
	text: string;
	lang: string;
}

function say(name: keyof typeof ENGLISH, texts: PageTexts): Said {
	const own = texts[name];
	if (own) return { text: escape(own), lang: '' };
	const foreign = !/^en\b/i.test(languageOf(texts));
	return { text: escape(ENGLISH[name]), lang: foreign ? ' lang="en" dir="ltr"' : '' };
}

function languageOf({ language }: PageTexts): string {
	return isLanguage(language) ? language : 'en';
}

/** Whether a text is a language tag (BCP 47) that may stand in HTML. */
export function isLanguage(language: string | undefined): language is string {
	return language !== undefined && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language);
}

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
