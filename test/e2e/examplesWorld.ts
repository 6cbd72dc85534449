import { readExample, type Edits } from '../demo/examples';
import { triggerUrl, type CredentialReference, type ImportedWorkflow } from '../host';
import { AppBackend, Mailbox } from './localPlayers';
import { World, type Listener } from './world';

/** The secret that the app of the examples shares with n8n, and the key it sends. */
export const SHARED_WITH_APP = 'known-to-the-app-and-to-n8n-alone';
export const APP_KEY = { name: 'X-Api-Key', value: 'the-key-of-the-app' };

/** A host with what the examples speak to: a mail server and an app's backend, both on this machine. */
export class ExamplesWorld extends World {
	readonly mailbox = new Mailbox();

	readonly app = new AppBackend();

	private others: CredentialReference[] = [];

	override async start(): Promise<void> {
		await super.start();
		await this.mailbox.start();
		await this.app.start();
		this.others = [
			await this.client.createCredential(this.mailbox.credential),
			await this.client.createCredential({
				name: 'Key of your app',
				type: 'httpHeaderAuth',
				data: APP_KEY,
			}),
			await this.client.createCredential({
				name: 'Secret shared with your app',
				type: 'jwtAuth',
				data: { keyType: 'passphrase', secret: SHARED_WITH_APP, algorithm: 'HS256' },
			}),
		];
	}

	override async stop(): Promise<void> {
		this.mailbox.stop();
		this.app.stop();
		await super.stop();
	}

	/** An example as it ships, with a person's own values and credentials in it. */
	async importExample(file: string, edits: Edits = {}): Promise<ImportedWorkflow> {
		const workflow = await readExample(file, edits);
		return await this.client.importWorkflow(workflow, [this.credential, ...this.others]);
	}

	/** An example that receives customers, published. */
	async listenWithExample(file: string, edits: Edits = {}): Promise<Listener> {
		const workflow = await this.importExample(file, edits);
		await this.client.publish(workflow.id);
		const redirectUrl = await triggerUrl(this.host, workflow, 'Airbyte OAuth Trigger');
		return { workflow, redirectUrl };
	}

	/** The sources of a name. */
	sourcesNamed(name: string) {
		return [...this.sandbox.store.sources.values()].filter((source) => source.name === name);
	}

	/** Whether any secret id the sandbox has given out can be read in a text. */
	holdsSecretId(text: string): boolean {
		return [...this.sandbox.store.secrets.keys()].some((secret) => text.includes(secret));
	}
}
