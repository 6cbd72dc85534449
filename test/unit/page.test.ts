import { isLogo, renderPage } from '../../nodes/shared/onboarding/page';
import { pageStyle } from '../../nodes/shared/onboarding/pageStyle';
import { checkReceiver } from '../../nodes/shared/onboarding/receiverSettings';

/** Contrast of two colours by WCAG 2.2. */
function contrast(one: string, other: string): number {
	const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
	const hex = color.length === 4 ? color.replace(/[0-9a-f]/gi, '$&$&') : color;
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

it('keeps the words on buttons readable whatever the colour', () => {
	for (let red = 0; red < 256; red += 15) {
		for (let green = 0; green < 256; green += 15) {
			for (let blue = 0; blue < 256; blue += 15) {
				const color = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
				const words = /background: #[0-9a-f]{6}; color: (#[0-9a-f]+)/.exec(pageStyle(color))?.[1];
				expect(contrast(color, words ?? color)).toBeGreaterThanOrEqual(4.5);
			}
		}
	}
});

it('shows a logo that is an image itself, and no other', () => {
	expect(isLogo('data:image/png;base64,iVBORw0KGgo=')).toBe(true);
	for (const logo of [
		'https://app.example.com/logo.png',
		'data:text/html;base64,PHNjcmlwdD4=',
		'data:image/png;base64,"><script>',
		`data:image/png;base64,${'A'.repeat(200_001)}`,
	]) {
		expect(isLogo(logo)).toBe(false);
	}
});

it('has one heading, a language and words, in each of its kinds', () => {
	for (const kind of ['connected', 'used', 'declined', 'refused'] as const) {
		const { html } = renderPage({ kind, texts: {}, branding: {} });
		expect(html.match(/<h1/g)).toHaveLength(1);
		expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
		expect(html).toMatch(/<p>[A-Z][^<]+\.<\/p>/);
		expect(html).not.toMatch(/<script|https?:|src=/);
	}
});

it.each([
	[{ successUrl: 'http://app.example.com' }, {}, /'Success URL' is not an https address/],
	[{ tryAgainUrl: '={{ $json.query.x }}' }, {}, /'Try Again URL' is not an https address/],
	[{}, { color: 'red' }, /'Color' of the page/],
	[{}, { logo: 'https://app.example.com/logo.png' }, /'Logo' of the page/],
	[{}, { language: 'Deutsch!' }, /'Language' of the page/],
])('is refused at activation with %o %o', (options, page, refusal) => {
	expect(() => checkReceiver(options, page)).toThrow(refusal);
});
