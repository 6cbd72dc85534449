import { ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
	NodeApiError,
	NodeExecutionHint,
	NodeOperationError,
	OnError,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { MemoryCredentials } from './credentials';
import { loadPackage, PackageNodeTypes } from './package';

/** How one run of a node ended. */
export interface NodeRun {
	/** Items of the regular output, and of the error output where the node has one. */
	outputs: INodeExecutionData[][];
	/** The json of the regular output. */
	json: IDataObject[];
	hints: NodeExecutionHint[];
	/** All that n8n would store of the execution. */
	data: IRunExecutionData;
	error?: NodeApiError | NodeOperationError;
}

export interface RunOptions {
	/** json of the items that go in; one empty item by default. */
	items?: IDataObject[];
	onError?: OnError;
	/** No credential at all when null. */
	credential?: ICredentialDataDecryptedObject | null;
}

const CREDENTIAL_ID = 'credential';

/** Runs workflows with the built package's nodes through n8n's own engine, without a host. */
export class Engine {
	/** What the nodes and the engine wrote to the log. */
	private constructor(
		private readonly nodeTypes: PackageNodeTypes,
		readonly credentials: MemoryCredentials,
	) {}

	static async load(): Promise<Engine> {
		const loader = await loadPackage();
		return new Engine(new PackageNodeTypes(loader), new MemoryCredentials(loader));
	}

	/** The credential as it is stored now. */
	get credential(): ICredentialDataDecryptedObject {
		return this.credentials.stored.get(CREDENTIAL_ID) ?? {};
	}

	set credential(data: ICredentialDataDecryptedObject) {
		this.credentials.stored.set(CREDENTIAL_ID, data);
	}

	/** Runs the Airbyte node once over the items. */
	async run(
		parameters: INodeParameters,
		{ items = [{}], onError, credential }: RunOptions = {},
	): Promise<NodeRun> {
		if (credential) this.credential = credential;
		const node = { ...airbyteNode(parameters, credential !== null), onError };
		const workflow = this.workflow(node);
		const execute = new WorkflowExecute(this.additionalData(workflow), 'internal');
		const { data } = await execute.run({
			workflow,
			pinData: { Start: items.map((json) => ({ json })) },
		});
		const [task] = data.resultData.runData.Airbyte ?? [];
		const outputs = (task?.data?.main ?? []).map((output) => output ?? []);
		return {
			outputs,
			json: (outputs[0] ?? []).map(({ json }) => json),
			hints: task?.hints ?? [],
			data,
			error: (data.resultData.error ?? undefined) as NodeRun['error'],
		};
	}

	/** What the editor asks while a person fills the Airbyte node's form in. */
	async ask<Answer>(
		kind: 'listSearch' | 'resourceMapping' | 'loadOptions',
		method: string,
		parameters: INodeParameters,
		...given: unknown[]
	): Promise<Answer> {
		const node = airbyteNode(parameters);
		const workflow = this.workflow(node);
		const type = workflow.nodeTypes.getByNameAndVersion(node.type, 1);
		const methods = type.methods?.[kind] as Record<string, (...args: unknown[]) => unknown>;
		const additionalData = { ...this.additionalData(workflow), currentNodeParameters: parameters };
		const context = new LoadOptionsContext(workflow, node, additionalData, '');
		return (await methods[method]?.call(context, ...given)) as Answer;
	}

	/** A workflow of a start and the given node. */
	workflow(node: INode): Workflow {
		const start: INode = {
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		return new Workflow({
			id: 'workflow',
			name: 'Test',
			active: false,
			nodes: [start, node],
			connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
			nodeTypes: this.nodeTypes,
			settings: { executionOrder: 'v1' },
		});
	}

	/** What n8n hands to every run; only what runs of these nodes reach is real. */
	additionalData(workflow: Workflow): IWorkflowExecuteAdditionalData {
		const url = 'https://n8n.example.com';
		const workflowData = {
			id: workflow.id,
			name: workflow.name ?? '',
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			nodes: Object.values(workflow.nodes),
			connections: workflow.connectionsBySourceNode,
		};
		return {
			credentialsHelper: this.credentials,
			hooks: new ExecutionLifecycleHooks('internal', 'execution', workflowData),
			executionId: 'execution',
			currentNodeExecutionIndex: 0,
			setExecutionStatus: () => undefined,
			variables: {},
			restApiUrl: `${url}/rest`,
			instanceBaseUrl: url,
			formBaseUrl: `${url}/form`,
			formTestBaseUrl: `${url}/form-test`,
			formWaitingBaseUrl: `${url}/form-waiting`,
			webhookBaseUrl: `${url}/webhook`,
			webhookTestBaseUrl: `${url}/webhook-test`,
			webhookWaitingBaseUrl: `${url}/webhook-waiting`,
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

function airbyteNode(parameters: INodeParameters, hasCredential = true): INode {
	return {
		id: 'airbyte',
		name: 'Airbyte',
		type: 'n8n-nodes-airbyte.airbyte',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...(hasCredential && {
			credentials: { airbyteApi: { id: CREDENTIAL_ID, name: 'Airbyte' } },
		}),
	};
}
