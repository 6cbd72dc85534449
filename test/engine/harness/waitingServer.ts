/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { WebhookContext, WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeParameters,
	IRun,
	IRunExecutionData,
	IWebhookData,
	Workflow,
} from 'n8n-workflow';

import type { Engine } from './index';

/** One execution that waits, and the server below whose address n8n lets it go on (n8n 2.41, WaitingWebhooks, WaitTracker). */
export class WaitingServer {
	executionId = 'execution';

	/** What the node handed on when its customer was back; undefined while it waits. */
	resumedWith?: IDataObject[];

	private workflow?: Workflow;

	private data?: IRunExecutionData;

	private constructor(
		private readonly engine: Engine,
		private readonly server: Server,
	) {}

	static async start(engine: Engine): Promise<WaitingServer> {
		const server = createServer();
		const waiting = new WaitingServer(engine, server);
		server.on('request', (request, response) => void waiting.handle(request, response));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return waiting;
	}

	reset(): void {
		this.executionId = 'execution';
		this.resumedWith = undefined;
	}

	/** Runs a node until it waits. @returns until when */
	async wait(parameters: INodeParameters, items: IDataObject[]): Promise<Date | undefined> {
		const workflow = this.engine.workflow(this.node(parameters));
		const execute = new WorkflowExecute(this.engine.additionalData(workflow), 'internal');
		const run: IRun = await execute.run({
			workflow,
			pinData: { Start: items.map((json) => ({ json })) },
		});
		this.workflow = workflow;
		// As n8n does between waiting and going on: through its database.
		this.data = structuredClone(JSON.parse(JSON.stringify(run.data)) as IRunExecutionData);
		return run.waitTill ?? undefined;
	}

	/** What the node before recorded as its output. */
	get inputOfWait(): IDataObject[] {
		const [task] = this.data?.resultData.runData.Start ?? [];
		return (task?.data?.main?.[0] ?? []).map(({ json }) => json);
	}

	/** Lets the time limit pass. @returns what the node hands on */
	async timeOut(): Promise<IDataObject[]> {
		if (!this.workflow || !this.data) throw new Error('Nothing waits');
		const execute = new WorkflowExecute(
			this.engine.additionalData(this.workflow),
			'internal',
			this.data,
		);
		const run = await execute.processRunExecutionData(this.workflow);
		const task = run.data.resultData.runData.Airbyte?.at(-1);
		return (task?.data?.main?.[0] ?? []).map(({ json }) => json);
	}

	async visit(redirect: URL): Promise<Response> {
		const { port } = this.server.address() as AddressInfo;
		const url = redirect.href.replace(redirect.origin, `http://127.0.0.1:${port}`);
		return await fetch(url, { redirect: 'manual' });
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	private node(parameters: INodeParameters): INode {
		return {
			id: 'airbyte',
			name: 'Airbyte',
			type: 'n8n-nodes-airbyte.airbyte',
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { airbyteApi: { id: 'credential', name: 'Airbyte' } },
		};
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (!this.workflow || !this.data) throw new Error('Nothing waits');
		const node = this.workflow.getNode('Airbyte');
		if (!node) throw new Error('The workflow has no node that waits');
		const type = this.workflow.nodeTypes.getByNameAndVersion(node.type, 1);
		const url = new URL(request.url ?? '', 'http://n8n');
		const context = new WebhookContext(
			this.workflow,
			node,
			{
				...this.engine.additionalData(this.workflow),
				executionId: this.executionId,
				httpRequest: Object.assign(request, {
					params: {},
					query: Object.fromEntries(url.searchParams),
					body: {},
				}),
				httpResponse: response,
			} as never,
			'webhook',
			{ webhookDescription: type.description.webhooks?.[0] } as IWebhookData,
			[],
			this.data,
		);
		const result = await type.webhook?.call(context);
		if (result?.workflowData) this.resumedWith = result.workflowData.flat().map(({ json }) => json);
	}
}
