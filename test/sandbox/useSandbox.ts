import { clickConsent, SandboxClient, type Answer } from './client';
import { startSandbox, type Behaviour, type Sandbox, type SandboxOptions } from './index';
import type { JsonObject } from './json';

/** Where the tests let a consent come back to. */
export const redirectUrl = 'https://n8n.example.com/webhook/onboarding?customer=42';

/** One sandbox for every test of a file; before each test its switches stand as they did at first. */
export function useSandbox(options: SandboxOptions = {}): SandboxUnderTest {
	const underTest = new SandboxUnderTest();
	let behaviour: Behaviour;
	beforeAll(async () => {
		underTest.sandbox = await startSandbox(options);
		behaviour = { ...underTest.sandbox.behaviour };
	});
	beforeEach(() => {
		Object.assign(underTest.sandbox.behaviour, behaviour);
		underTest.sandbox.store.overrides.length = 0;
		underTest.sandbox.requests.length = 0;
	});
	afterAll(async () => await underTest.sandbox.stop());
	return underTest;
}

/** A sandbox and the steps its tests take over and over. */
export class SandboxUnderTest {
	sandbox!: Sandbox;

	get store() {
		return this.sandbox.store;
	}

	get client(): SandboxClient {
		return new SandboxClient(this.sandbox);
	}

	/** The id of the first workspace. */
	get workspaceId(): string {
		return [...this.store.workspaces.keys()][0] ?? '';
	}

	behave(change: Partial<Behaviour>): void {
		Object.assign(this.sandbox.behaviour, change);
	}

	definitionId(sourceType: string): string {
		return this.store.connectors.bySourceType(sourceType)?.definitionId ?? '';
	}

	async initiate(sourceType: string, more: JsonObject = {}): Promise<Answer> {
		return await this.client.post('/sources/initiateOAuth', {
			workspaceId: this.workspaceId,
			sourceType,
			redirectUrl,
			...more,
		});
	}

	async consentUrl(sourceType: string, more: JsonObject = {}): Promise<string> {
		return String((await this.initiate(sourceType, more)).body.consentUrl);
	}

	/** The whole way of a customer who allows: what `secret_id` said. */
	async secretId(sourceType: string, more: JsonObject = {}): Promise<string> {
		const { location } = await clickConsent(await this.consentUrl(sourceType, more), 'allow');
		return new URL(location).searchParams.get('secret_id') ?? '';
	}

	async createSource(configuration: JsonObject, more: JsonObject = {}): Promise<Answer> {
		const { workspaceId } = this;
		return await this.client.post('/sources', {
			name: 'Shop',
			workspaceId,
			configuration,
			...more,
		});
	}
}
