import type { IDataObject } from 'n8n-workflow';

/** What a page says in words of the owner's, in the customer's language; what is missing is said in English. */
export interface PageTexts extends IDataObject {
	/** BCP 47, such as `de` or `pt-BR`. */
	language?: string;
	connectedTitle?: string;
	connectedText?: string;
	usedTitle?: string;
	usedText?: string;
	declinedTitle?: string;
	declinedText?: string;
	refusedTitle?: string;
	refusedText?: string;
	continueLabel?: string;
	tryAgainLabel?: string;
}

/** What the owner's pages look like. */
export interface Branding extends IDataObject {
	/** Name of the owner's product; what the logo shows. */
	brand?: string;
	/** A `data:` URI. */
	logo?: string;
	/** `#rrggbb` */
	color?: string;
}

/** The pages there are. A link that expired, was altered or belongs elsewhere gets the same one: `refused`. */
export type PageKind = 'connected' | 'used' | 'declined' | 'refused';

/** What is said where the owner says nothing. */
export const ENGLISH = {
	connectedTitle: 'Your account is connected',
	connectedText: 'You can close this page.',
	usedTitle: 'Your account is already connected',
	usedText: 'This link has done its work. You can close this page.',
	declinedTitle: 'Your account was not connected',
	declinedText:
		'Access was not granted, so nothing has changed. If you change your mind, please ask for a new link where you got this one.',
	refusedTitle: 'This link does not work',
	refusedText:
		'It has expired, is incomplete or was changed on its way. Please ask for a new link where you got this one.',
	continueLabel: 'Continue',
	tryAgainLabel: 'Try again',
} as const satisfies PageTexts;

const STATUSES: Record<PageKind, number> = {
	connected: 200,
	used: 200,
	declined: 400,
	refused: 400,
};

/** HTTP status of a page. */
export function statusOf(kind: PageKind): number {
	return STATUSES[kind];
}
