/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Pictures of what customers see, for the documentation. */
const PICTURES = join(__dirname, '../../docs/images');

/** The customer's browser, with a window. */
export class CustomerBrowser {
	private constructor(private readonly browser: Browser) {}

	/** @throws Error that names the package to install */
	static async start(): Promise<CustomerBrowser> {
		const executablePath = process.env.CHROMIUM_PATH ?? PLACES.find((path) => existsSync(path));
		if (executablePath === undefined) {
			throw new Error(
				'No Chromium: install the package `chromium` (Debian: apt-get install chromium fonts-liberation), or set CHROMIUM_PATH',
			);
		}
		const browser = await chromium.launch({
			executablePath,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		});
		return new CustomerBrowser(browser);
	}

	/** A page of a customer of their own: no cookies, no history. Nothing leaves this machine. */
	async page(options: Parameters<Browser['newContext']>[0] = {}): Promise<CustomerPage> {
		const context = await this.browser.newContext({
			// The TLS front signs for itself.
			ignoreHTTPSErrors: true,
			viewport: { width: 1024, height: 640 },
			...options,
		});
		const outside: string[] = [];
		await context.route('**', async (route) => {
			const { hostname } = new URL(route.request().url());
			if (['127.0.0.1', 'localhost'].includes(hostname)) return await route.continue();
			outside.push(route.request().url());
			return await route.abort();
		});
		return new CustomerPage(context, await context.newPage(), outside);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}

export class CustomerPage {
	constructor(
		private readonly context: BrowserContext,
		readonly page: Page,
		/** Requests to the world outside; all were refused. */
		readonly outside: string[],
	) {}

	/** Opens a consent link and presses a button there. */
	async consent(consentUrl: string, choice: 'Allow' | 'Deny' = 'Allow'): Promise<void> {
		await this.page.goto(consentUrl);
		await this.page.getByRole('button', { name: choice }).click();
		await this.page.waitForLoadState();
	}

	async heading(): Promise<string> {
		return (await this.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
	}

	/** What axe-core finds wrong with the page (WCAG 2.0 to 2.2, A and AA, and best practices). */
	async faults(): Promise<string[]> {
		await this.page.evaluate(axe.source);
		const { violations, incomplete } = await this.page.evaluate(
			async () => await (globalThis as unknown as { axe: typeof axe }).axe.run(),
		);
		const unsure = incomplete.filter(({ id }) => id === 'color-contrast');
		return [...violations, ...unsure].map(({ id, help }) => `${id}: ${help}`);
	}

	/** Whether everything is in sight without moving the page sideways. */
	async fits(): Promise<boolean> {
		return await this.page.evaluate(
			'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
		);
	}

	/** Keeps a picture for the documentation, where PICTURES is set. */
	async picture(name: string): Promise<void> {
		if (!process.env.PICTURES) return;
		await mkdir(PICTURES, { recursive: true });
		await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
	}

	async close(): Promise<void> {
		await this.context.close();
	}
}
