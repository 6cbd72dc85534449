/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { selectors } from 'playwright-core';
import { startPackagedHost, type CredentialReference, type PackagedHost } from '../host';
import { startSandbox, type Sandbox } from '../sandbox';
import { CustomerBrowser, type CustomerPage } from './browser';
import { EditorPage } from './editorPage';
import { airbyte, chain, set, start } from './editorWorkflows';

const SPECIFICATIONS = join(__dirname, '../../../shared/airbyte/specs');

/** High enough for a whole form; wide enough for n8n to show input, form and output side by side. */
const WINDOW = { width: 1400, height: 1300 };

/** n8n, an Airbyte with as many connectors as there are at hand, and a person at the editor. */
export class EditorStage {
	sandbox!: Sandbox;
	host!: PackagedHost;
	editor!: EditorPage;
	customerPage!: CustomerPage;
	/** Whether the specifications of hundreds of real connectors are at hand. */
	readonly hasRealConnectors = existsSync(SPECIFICATIONS);
	private browser!: CustomerBrowser;

	async start(): Promise<void> {
		if (!this.hasRealConnectors) {
			process.stdout.write(`Only the sandbox's own connectors: ${SPECIFICATIONS} is not there.\n`);
		}
		// A missing browser is told of before anything is installed.
		this.browser = await CustomerBrowser.start();
		this.sandbox = await startSandbox(
			this.hasRealConnectors ? { specsFolder: SPECIFICATIONS } : {},
		);
		this.host = await startPackagedHost();
		selectors.setTestIdAttribute('data-test-id');
		this.customerPage = await this.browser.page({ viewport: WINDOW });
		this.editor = await EditorPage.signIn(this.customerPage, this.host.n8n);
	}

	async stop(): Promise<void> {
		await this.browser?.close();
		await this.host?.stop();
		await this.sandbox?.stop();
	}

	/** A credential for the sandbox, right in all but what is given. */
	async credential(changes: Record<string, unknown> = {}): Promise<CredentialReference> {
		const { apiUrl: baseUrl, registryUrl, clientId, clientSecret } = this.sandbox;
		return await this.host.n8n.client.createCredential({
			name: 'Airbyte account',
			type: 'airbyteApi',
			data: {
				authentication: 'clientCredentials',
				baseUrl,
				registryUrl,
				clientId,
				clientSecret,
				...changes,
			},
		});
	}

	/** Opens a new Airbyte node in the editor. Before it stands one that gives a single item. */
	async openNode(
		name: string,
		parameters: Record<string, unknown>,
		{
			item = {},
			credential,
		}: { item?: Record<string, unknown>; credential?: CredentialReference } = {},
	): Promise<void> {
		const workflow = await this.host.n8n.client.importWorkflow(
			chain(`editor: ${name}`, [start(), set('Item', item), airbyte(name, parameters)]),
			[credential ?? (await this.credential())],
		);
		await this.editor.open(workflow, name);
	}

	/** A secret as a customer's consent leaves it, and what its tokens are. */
	addSecret(sourceType: string, workspaceName: string) {
		const { store } = this.sandbox;
		const connector = store.connectors.bySourceType(sourceType);
		const workspace = [...store.workspaces.values()].find(({ name }) => name === workspaceName);
		if (!connector || !workspace) throw new Error(`${sourceType} or ${workspaceName} is not there`);
		const { definitionId } = connector;
		const { workspaceId } = workspace;
		const authPayload = store.issueTokens(connector, 'the client of Airbyte');
		const { secretId } = store.addSecret({ workspaceId, definitionId, authPayload });
		return { secretId, workspaceId, definitionId, authPayload };
	}

	/** The stored configuration of the source of that name. */
	configurationOf(name: string) {
		return [...this.sandbox.store.sources.values()].find((source) => source.name === name)
			?.configuration;
	}

	/** What the registry was asked for since the last look, by path. */
	registryRequests() {
		const asked = this.sandbox.requests.filter(({ path }) => path.startsWith('/files/'));
		this.sandbox.requests.length = 0;
		return asked;
	}
}
