/** Airbyte's own blue-violet keeps out of the customer's sight: this is a neutral blue. */
const DEFAULT_COLOR = '#1d4ed8';

/** Whether a text is a colour that may be written into a style sheet. */
export function isColor(color: string | undefined): color is string {
	return color !== undefined && /^#[0-9a-f]{6}$/i.test(color);
}

/** The style sheet of the page; the owner's colour stands in the bar at the top and in the button. */
export function pageStyle(color: string | undefined): string {
	const accent = isColor(color) ? color : DEFAULT_COLOR;
	return `
	:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif; color: #1c1c1e; background: #fff; }
	body { display: grid; place-content: center; min-height: 100vh; margin: 0; border-top: 0.5rem solid ${accent}; box-sizing: border-box; }
	main { max-width: 32rem; padding: 1.5rem; overflow-wrap: anywhere; }
	img { display: block; max-width: 12rem; max-height: 4rem; margin: 0 0 1.5rem; }
	h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 0.75rem; }
	p { margin: 0; }
	a { display: inline-block; margin: 1.5rem 0 0; padding: 0.75rem 1.5rem; border-radius: 0.5rem; background: ${accent}; color: ${readableOn(accent)}; text-decoration: none; }
	a:focus-visible { outline: 0.2rem solid currentcolor; outline-offset: 0.2rem; }
	@media (prefers-color-scheme: dark) { :root { color: #f2f2f7; background: #1c1c1e; } }
`;
}

/** Black or white, whichever stands out more: at least 4.58 to 1, and WCAG 2.2 (1.4.3) asks for 4.5. */
function readableOn(color: string): string {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? '#fff' : '#000';
}
