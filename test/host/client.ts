import { Duration } from 'luxon';
import { findExecutions, isUnderWay, type Execution, type ExecutionSummary } from './executions';
import { RestSession, type RestOptions } from './restSession';
import { waitFor } from './wait';
import {
	prepareWorkflow,
	type CredentialReference,
	type ImportedWorkflow,
	type WorkflowFile,
} from './workflowFile';

export interface Owner {
	email: string;
	password: string;
}

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	/** The sentence the editor shows. */
	message: string;
}

/** A node type as the editor knows it; the shape is n8n's INodeTypeDescription, in part. */
export interface NodeType {
	name: string;
	displayName: string;
	/** Addresses on the n8n host; an object where light and dark differ. */
	iconUrl?: string | { light: string; dark: string };
	usableAsTool?: boolean;
	webhooks?: Array<{ path: string }>;
	version: number | number[];
}

interface WorkflowRow {
	id: string;
	versionId: string;
	nodes: ImportedWorkflow['nodes'];
}

/** Drives an n8n over the same REST calls its editor makes (n8n 2.41), plus its public API. */
export class N8nClient {
	private readonly session: RestSession;

	private apiKey?: string;

	private version?: string;

	/** @param context is added to the message of a failed wait */
	constructor(
		url: string,
		private readonly context: () => string = () => '',
	) {
		this.session = new RestSession(url);
	}

	/** Sets the owner up where there is none yet, and logs in. */
	async becomeOwner({ email, password }: Owner): Promise<void> {
		const settings = await this.session.data<{
			userManagement: { showSetupOnFirstLoad?: boolean };
		}>('GET', '/rest/settings');
		if (settings.userManagement.showSetupOnFirstLoad) {
			const body = { email, password, firstName: 'Olivia', lastName: 'Owner' };
			await this.session.data('POST', '/rest/owner/setup', { body });
		} else {
			const body = { emailOrLdapLoginId: email, password };
			await this.session.data('POST', '/rest/login', { body });
		}
	}

	/** Whether a path answers 200 right now. */
	async answers(path: string): Promise<boolean> {
		return await this.session.request('GET', path).then(
			async (response) => (await response.arrayBuffer(), response.status === 200),
			() => false,
		);
	}

	/** One raw call with the login, for what has no method of its own. */
	async rest<T>(method: string, path: string, options?: RestOptions): Promise<T> {
		return await this.session.data<T>(method, path, options);
	}

	/** Makes a credential. */
	async createCredential(credential: {
		name: string;
		type: string;
		data: Record<string, unknown>;
	}): Promise<CredentialReference> {
		const { id } = await this.session.data<{ id: string }>('POST', '/rest/credentials', {
			body: credential,
		});
		return { id, name: credential.name, type: credential.type };
	}

	/** Changes fields of a credential as the editor's Save does; the rest stays. */
	async updateCredential(
		{ id, name, type }: CredentialReference,
		changes: Record<string, unknown>,
	): Promise<void> {
		const data = { ...(await this.credentialData(id)), ...changes };
		await this.session.data('PATCH', `/rest/credentials/${id}`, { body: { name, type, data } });
	}

	/** Tests a stored credential as the editor does after Save, with blanked values. */
	async testCredential({ id, name, type }: CredentialReference): Promise<CredentialTestResult> {
		const credentials = { id, name, type, data: await this.credentialData(id) };
		return await this.session.data('POST', '/rest/credentials/test', { body: { credentials } });
	}

	/** A credential's fields as the editor sees them: what is secret is blanked out. */
	async credentialData(id: string): Promise<Record<string, unknown>> {
		const path = `/rest/credentials/${id}?includeData=true`;
		const { data } = await this.session.data<{ data?: Record<string, unknown> }>('GET', path);
		return data ?? {};
	}

	/** All node types n8n has loaded, the packages' own included. */
	async nodeTypes(): Promise<NodeType[]> {
		return await this.session.json<NodeType[]>('GET', '/types/nodes.json');
	}

	/**
	 * Takes a workflow in as it was exported: nodes get the given credentials by their type,
	 * triggers that wait for calls get an address.
	 */
	async importWorkflow(
		file: WorkflowFile,
		credentials: CredentialReference[] = [],
	): Promise<ImportedWorkflow> {
		const row = await this.session.data<WorkflowRow>('POST', '/rest/workflows', {
			body: prepareWorkflow(file, credentials),
		});
		return { id: row.id, name: file.name, nodes: row.nodes };
	}

	/** Publishes a workflow and waits until its webhooks are served. */
	async publish(id: string): Promise<void> {
		const { versionId } = await this.session.data<WorkflowRow>('GET', `/rest/workflows/${id}`);
		if (await this.isMajor1()) {
			const body = { active: true, versionId };
			await this.session.data('PATCH', `/rest/workflows/${id}`, { body });
			return;
		}
		await this.session.data('POST', `/rest/workflows/${id}/activate`, { body: { versionId } });
		await waitFor({
			what: `workflow ${id} to be published`,
			context: this.context,
			probe: async () => {
				const path = `/rest/workflows/${id}/publication-status`;
				const { status } = await this.session.data<{ status: string }>('GET', path);
				if (!/fail|error/i.test(status)) return status === 'published';
				throw new Error(`n8n could not publish workflow ${id}: ${status}. ${this.context()}`);
			},
		});
	}

	/** Runs a workflow from a start node and waits for the end, whichever it is. */
	async run(id: string, startNode: string, atMost?: Duration<true>): Promise<Execution> {
		const workflowData = (await this.isMajor1())
			? await this.session.data<WorkflowRow>('GET', `/rest/workflows/${id}`)
			: undefined;
		const { executionId } = await this.session.data<{ executionId?: string }>(
			'POST',
			`/rest/workflows/${id}/run`,
			{ body: { triggerToStartFrom: { name: startNode }, ...(workflowData && { workflowData }) } },
		);
		if (executionId === undefined) throw new Error(`n8n waits for a webhook of workflow ${id}`);
		return await this.finished(executionId, atMost);
	}

	/** The executions of a workflow, latest first, at most 250. */
	async executions(workflowId: string): Promise<ExecutionSummary[]> {
		const headers = await this.apiHeaders();
		return await findExecutions(this.session, workflowId, headers);
	}

	/** One execution with its data, as far as it has come. */
	async execution(id: string): Promise<Execution> {
		const headers = await this.apiHeaders();
		const path = `/api/v1/executions/${id}?includeData=true`;
		const read = async () => await this.session.json<Execution>('GET', path, { headers });
		if (!(await this.isMajor1())) return await read();
		// n8n 1.x writes the status before the data: what is read twice is whole.
		let before = '';
		return await waitFor({
			what: `the data of execution ${id}`,
			every: Duration.fromObject({ milliseconds: 250 }),
			context: this.context,
			probe: async () => {
				const execution = await read();
				const now = JSON.stringify(execution);
				const isWhole = isUnderWay(execution) || (now === before && execution.data !== undefined);
				before = now;
				return isWhole && execution;
			},
		});
	}

	/** Waits until an execution has ended or waits itself. */
	async finished(
		id: string,
		atMost: Duration<true> = Duration.fromObject({ seconds: 60 }),
	): Promise<Execution> {
		return await waitFor({
			what: `execution ${id} to end`,
			atMost,
			context: this.context,
			probe: async () => {
				const execution = await this.execution(id);
				return !isUnderWay(execution) && execution;
			},
		});
	}

	/** Waits until a workflow has at least so many ended executions, and gives them all. */
	async waitForExecutions(
		workflowId: string,
		count: number,
		atMost: Duration<true> = Duration.fromObject({ seconds: 60 }),
	): Promise<ExecutionSummary[]> {
		return await waitFor({
			what: `${count} ended executions of workflow ${workflowId}`,
			atMost,
			every: Duration.fromObject({ milliseconds: 250 }),
			context: this.context,
			probe: async () => {
				const all = await this.executions(workflowId);
				const ended = all.filter(({ status }) => !['new', 'running'].includes(status));
				return ended.length >= count && ended;
			},
		});
	}

	async close(): Promise<void> {
		await this.session.close();
	}

	private async isMajor1(): Promise<boolean> {
		this.version ??= (
			await this.session.data<{ versionCli: string }>('GET', '/rest/settings')
		).versionCli;
		return this.version.startsWith('1.');
	}

	/** The key to n8n's public API, made when it is first needed. */
	private async apiHeaders(): Promise<Record<string, string>> {
		if (this.apiKey === undefined) {
			const scopes = await this.session.data<string[]>('GET', '/rest/api-keys/scopes');
			const body = { label: 'test host', expiresAt: null, scopes };
			const key = await this.session.data<{ rawApiKey: string }>('POST', '/rest/api-keys', {
				body,
			});
			this.apiKey = key.rawApiKey;
		}
		return { 'X-N8N-API-KEY': this.apiKey };
	}
}
