/**
 * What chats and mail programs fetch links with to show a preview, by their own documentation; in-app browsers, which
 * carry people, name themselves otherwise.
 */
const PREVIEW_AGENTS =
	/^WhatsApp\/|Slackbot|Slack-ImgProxy|Twitterbot|facebookexternalhit|Facebot|LinkedInBot|TelegramBot|Discordbot|SkypeUriPreview|BingPreview|Googlebot|Google-PageRenderer|bingbot|redditbot|Pinterestbot|Applebot|Iframely|Embedly|vkShare|Mattermost-Bot|ZoomBot|Viber/i;

/** Whether nobody has come: a probe, a prefetch or a link preview. It must not use a link up. */
export function isOnlyLooking(
	method: string | undefined,
	headers: Readonly<Record<string, string | string[] | undefined>>,
): boolean {
	const purposes = [
		headers['sec-purpose'],
		headers.purpose,
		headers['x-purpose'],
		headers['x-moz'],
	];
	return (
		method !== 'GET' ||
		purposes.some((purpose) => /prefetch|prerender|preview/i.test(String(purpose ?? ''))) ||
		PREVIEW_AGENTS.test(String(headers['user-agent'] ?? ''))
	);
}
