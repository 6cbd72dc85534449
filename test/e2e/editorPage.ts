import type { Locator, Page, Response } from 'playwright-core';
import type { ImportedWorkflow, N8nHost } from '../host';
import type { CustomerPage } from './browser';

/** Nothing in the editor takes longer, even where tests share the machine. */
const WAIT_MS = 20_000;

/** A person in n8n's editor (2.41, and 1.123 where it differs): names of fields are the parameters' names. */
export class EditorPage {
	private constructor(
		readonly page: Page,
		private readonly host: N8nHost,
	) {}

	static async signIn({ page }: CustomerPage, host: N8nHost): Promise<EditorPage> {
		page.setDefaultTimeout(WAIT_MS);
		await page.goto(`${host.url}/signin`);
		await page.fill('input[type=email]', host.owner.email);
		await page.fill('input[type=password]', host.owner.password);
		await page.getByTestId('form-submit-button').click();
		await page.waitForURL(/workflow|home/);
		return new EditorPage(page, host);
	}

	/** Opens a workflow's node by a double click on the canvas. */
	async open(workflow: ImportedWorkflow, node: string): Promise<void> {
		await this.page.goto(`${this.host.url}/workflow/${workflow.id}`);
		await this.openNode(node);
	}

	async openNode(node: string): Promise<void> {
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${node}"]`).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	async closeNode(): Promise<void> {
		const inVersion1 = this.page.getByTestId('back-to-canvas');
		await this.page.getByTestId('ndv-close-button').or(inVersion1).click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	field(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	/** Opens a list and searches in it; the labels found. */
	async search(name: string, text: string): Promise<string[]> {
		const list = this.page.getByTestId('rlc-search').filter({ visible: true });
		if ((await list.count()) === 0) {
			await this.answer('resource-locator-results', async () => {
				await this.field(name).getByTestId('rlc-input').click();
			});
		}
		const response = await this.answer(
			'resource-locator-results',
			async () => await list.fill(text),
		);
		// The editor also lists what is chosen already, so the labels are those of the answer.
		const { data } = (await response.json()) as { data: { results: Array<{ name: string }> } };
		return data.results.map(({ name }) => name);
	}

	async choose(name: string, text: string, label: string): Promise<void> {
		await this.search(name, text);
		await this.items().filter({ hasText: label }).first().click();
		await this.page
			.getByTestId('rlc-search')
			.filter({ visible: true })
			.waitFor({ state: 'hidden' });
	}

	/** Opens a list that cannot be loaded; what it says instead. */
	async listError(name: string): Promise<string> {
		await this.field(name).getByTestId('rlc-input').click();
		return await this.page.getByTestId('rlc-error-container').innerText();
	}

	/** Chooses in a list of a few options. */
	async select(name: string, label: string): Promise<void> {
		await this.field(name).click();
		await this.option(label).click();
	}

	async fill(name: string, text: string): Promise<void> {
		await this.field(name).locator('input, textarea').first().fill(text);
	}

	async mapAutomatically(): Promise<void> {
		await this.page.getByTestId('mapping-mode-select').locator('input').click();
		await this.option('Map Automatically').click();
	}

	/** The form made from a connector's specification: the labels of its fields, as written. */
	async formLabels(): Promise<string[]> {
		const fields = this.page.getByTestId('mapping-fields-container');
		await fields.waitFor();
		const labels = await fields
			.getByTestId('input-label')
			.locator('label:not([role=radio])')
			.allInnerTexts();
		// The first one is the heading. n8n 1.x puts the choice between fixed and expression below each.
		return labels.slice(1).map((label) => label.trim().replace(/\nFixed\nExpression$/, ''));
	}

	/** What stands in place of a form without fields, or beside one that maps automatically. */
	async formNotice(): Promise<string> {
		return await this.page.getByTestId('empty-fields-notice').innerText();
	}

	/** Adds an option whose values n8n has to ask the node for. */
	async addOption(label: string): Promise<void> {
		const inVersion1 = this.page.locator('.param-options .add-option input');
		await this.page.getByTestId('collection-parameter-add').or(inVersion1).last().click();
		const options = this.page.getByTestId('collection-parameter-option').filter({ visible: true });
		await this.answer('options', async () => await options.filter({ hasText: label }).click());
	}

	/** Opens a list of options; what can be chosen. */
	async optionsOf(name: string): Promise<string[]> {
		await this.field(name).click();
		const options = this.page.getByRole('option').filter({ visible: true });
		await options.first().waitFor();
		return (await options.allInnerTexts()).map((text) => text.trim());
	}

	/** Runs the node with all before it, until it has put something out. */
	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		await this.page.getByTestId('output-panel').getByText('1 item', { exact: true }).waitFor();
	}

	/** Does something and waits for n8n's answer to what the form then asks. */
	async answer(
		question: 'resource-locator-results' | 'resource-mapper-fields' | 'options',
		act: () => Promise<void>,
	): Promise<Response> {
		const [response] = await Promise.all([
			this.page.waitForResponse((each) =>
				each.url().endsWith(`dynamic-node-parameters/${question}`),
			),
			act(),
		]);
		await response.finished();
		return response;
	}

	private items(): Locator {
		return this.page.getByTestId('rlc-item').filter({ visible: true });
	}

	private option(label: string): Locator {
		return this.page.getByRole('option', { name: label }).filter({ visible: true }).first();
	}
}
