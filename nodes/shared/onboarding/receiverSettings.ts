import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isHttpsUrl, optionalHttpsUrl } from './httpsUrl';
import type { Outcome } from './outcome';
import { isLanguage, isLogo } from './page';
import { isColor } from './pageStyle';
import type { Branding, PageTexts } from './pageTexts';

/** How a node that receives redirects is set. */
export interface ReceiverSettings {
	/** Which outcomes start or resume the workflow. */
	startsOn: readonly Outcome[];
	sealSecretId: boolean;
	successUrl?: string;
	failureUrl?: string;
	tryAgainUrl?: string;
	page: Branding & PageTexts;
}

const ADDRESSES = {
	successUrl: 'Success URL',
	failureUrl: 'Failure URL',
	tryAgainUrl: 'Try Again URL',
} as const;

/**
 * Reads the collections `options` and `page` of a receiving node as they stand in it. An address that is not https is
 * left out: the customer then gets our page.
 */
export function receiverSettings(
	startsOn: readonly Outcome[],
	options: IDataObject,
	page: IDataObject,
): ReceiverSettings {
	return {
		startsOn,
		sealSecretId: options.sealSecretId === true,
		...Object.fromEntries(
			Object.keys(ADDRESSES)
				.map((name) => [name, textOf(options[name])])
				.filter(([, address]) => isHttpsUrl(address ?? '')),
		),
		page: Object.fromEntries(Object.entries(page).map(([name, value]) => [name, textOf(value)])),
	};
}

/**
 * Tells the owner of what customers would otherwise never see.
 *
 * @throws UserError naming the field
 */
export function checkReceiver(options: IDataObject, page: IDataObject): void {
	for (const [name, field] of Object.entries(ADDRESSES)) {
		optionalHttpsUrl(field, textOf(options[name]));
	}
	checkPage(page);
}

/** @throws UserError naming the field of the page that cannot be shown */
export function checkPage(page: IDataObject): void {
	const { language, color, logo } = page;
	refuseUnless(isLanguage, 'Language', language, 'Enter a language code such as de or pt-BR.');
	refuseUnless(isColor, 'Color', color, 'Enter a color such as #1d4ed8.');
	refuseUnless(
		isLogo,
		'Logo',
		logo,
		'Enter the image as a data URI such as data:image/png;base64,..., with at most 200,000 characters.',
	);
}

function refuseUnless(
	holds: (value: string) => boolean,
	field: string,
	value: unknown,
	description: string,
): void {
	const text = textOf(value);
	if (!text || holds(text)) return;
	throw new UserError(`The field '${field}' of the page cannot be shown`, { description });
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}
