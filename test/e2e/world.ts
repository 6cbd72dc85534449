import { Duration } from 'luxon';
import {
	Customer,
	failureOf,
	outputOf,
	startPackagedHost,
	triggerUrl,
	type CredentialReference,
	type ImportedWorkflow,
	type PackagedHost,
} from '../host';
import { startSandbox, type Sandbox } from '../sandbox';
import { createSourceAfterConsent, sendLinks, type CustomerCase } from './workflows';

/** A consent link as the action node gives it out. */
export interface ConsentLink {
	consentUrl: string;
	state: string;
	expiresAt: string;
	workspaceId: string;
	sourceType: string;
	context: { customerId: string };
}

/** The one host of the suite, with all that plays in it; filled before the first test. */
export class World {
	sandbox!: Sandbox;

	host!: PackagedHost;

	customer!: Customer;

	credential!: CredentialReference;

	/** The workflow at which the customers of most tests arrive. */
	listener!: Listener;

	/** @param startHost how n8n is run; by default as one process */
	constructor(
		private readonly startHost: () => Promise<PackagedHost> = async () =>
			await startPackagedHost({ env: { N8N_LOG_LEVEL: 'debug' } }),
	) {}

	get client() {
		return this.host.n8n.client;
	}

	async start(): Promise<void> {
		this.sandbox = await startSandbox();
		this.host = await this.startHost();
		this.customer = new Customer(this.host.front.ca);
		this.credential = await this.createCredential({});
		this.listener = await this.listen();
	}

	async stop(): Promise<void> {
		await this.customer?.close();
		await this.host?.stop();
		await this.sandbox?.stop();
	}

	/** A credential for the sandbox, right in all but what is given. */
	async createCredential(changes: Record<string, unknown>): Promise<CredentialReference> {
		const { apiUrl, registryUrl, clientId, clientSecret } = this.sandbox;
		return await this.client.createCredential({
			name: 'Airbyte account',
			type: 'airbyteApi',
			data: {
				authentication: 'clientCredentials',
				baseUrl: apiUrl,
				registryUrl,
				clientId,
				clientSecret,
				...changes,
			},
		});
	}

	/** A workflow that makes a source of every consent, published. */
	async listen(): Promise<Listener> {
		const file = createSourceAfterConsent();
		const workflow = await this.client.importWorkflow(file, [this.credential]);
		await this.client.publish(workflow.id);
		const redirectUrl = await triggerUrl(this.host, workflow, 'Airbyte OAuth Trigger');
		return { workflow, redirectUrl };
	}

	/** Runs the workflow that makes links. */
	async makeLinks(
		customers: CustomerCase[],
		{ redirectUrl }: Listener,
		options: { linkLifetime?: number; credential?: CredentialReference } = {},
	): Promise<ConsentLink[]> {
		const file = sendLinks(customers, redirectUrl, options);
		const workflow = await this.client.importWorkflow(file, [
			options.credential ?? this.credential,
		]);
		const execution = await this.client.run(workflow.id, 'Start');
		if (execution.status !== 'success') throw new Error(failureOf(execution));
		return outputOf<ConsentLink>(execution, 'Initiate OAuth');
	}

	/** One link for a customer of a workspace of their own. */
	async makeLink(
		listener: Listener,
		options: { linkLifetime?: number; credential?: CredentialReference } = {},
	): Promise<ConsentLink> {
		const [link] = await this.makeLinks([this.newCustomer()], listener, options);
		if (!link) throw new Error('Initiate OAuth gave out nothing');
		return link;
	}

	newCustomer(sourceType = 'hubspot'): CustomerCase {
		const customerId = `customer ${++this.customers}`;
		const { workspaceId } = this.sandbox.store.addWorkspace(customerId);
		return { customerId, workspaceId, sourceType, configuration: HUBSPOT };
	}

	/**
	 * The executions a listener had beyond `known`, once another consent has come through: what was
	 * started before it has been recorded by then.
	 */
	async executionsBeside(listener: Listener, known: number): Promise<number> {
		const { consentUrl } = await this.makeLink(listener);
		await this.customer.consent(consentUrl);
		const all = await this.client.waitForExecutions(
			listener.workflow.id,
			known + 1,
			Duration.fromObject({ seconds: 20 }),
		);
		return all.length - known - 1;
	}

	/** The address Airbyte was told to send this link's customer to, with the sealed state. */
	redirectUrlOf({ consentUrl }: ConsentLink): string {
		const state = new URL(consentUrl).searchParams.get('state') ?? '';
		const flow = this.sandbox.store.oauthStates.get(state);
		if (!flow) throw new Error('The sandbox does not know this consent link');
		return flow.redirectUrl;
	}

	private customers = 0;
}

export interface Listener {
	workflow: ImportedWorkflow;
	/** As a person pastes it, with `:state`. */
	redirectUrl: string;
}

/** HubSpot offers two ways to sign in; which one is left for the configuration to say. */
export const HUBSPOT = { credentials: { auth_kind: 'oauth' } };
