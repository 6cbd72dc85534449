/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { WebhookContext } from 'n8n-core';
import type { IDataObject, INode, INodeParameters, IWebhookData } from 'n8n-workflow';
import { ObservableObject, sleep } from 'n8n-workflow';

import type { Engine } from '.';
import { TRIGGER_URL } from './parameters';

const [, , , , WEBHOOK_ID = ''] = TRIGGER_URL.split('/');

/** Serves the trigger's webhook over HTTP, as n8n's webhook server routes it. */
export class TriggerServer {
	/** What the trigger handed to the workflow, one entry per start. */
	readonly started: IDataObject[] = [];

	/** Lines the trigger wrote to the log. */
	readonly log: string[] = [];

	/** The trigger's parameters, as a person set them. */
	parameters: INodeParameters = {};

	/** What n8n's database holds of the workflow's static data. */
	database = '{}';

	/** Whether the credential keeps its id when it is changed, as in n8n. */
	changesUnnoticed = false;

	/** How long n8n takes from loading a workflow to saving its static data, beside the trigger itself. */
	saveDelayMs = 0;

	private constructor(
		private readonly engine: Engine,
		private readonly server: Server,
	) {}

	static async start(engine: Engine): Promise<TriggerServer> {
		const server = createServer();
		const trigger = new TriggerServer(engine, server);
		server.on('request', (request, response) => void trigger.handle(request, response));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return trigger;
	}

	/** Follows a redirect of Airbyte: the https address of n8n stands for this server. */
	async visit(redirectUrl: string, init?: RequestInit): Promise<Response> {
		const { origin } = new URL(TRIGGER_URL);
		return await fetch(redirectUrl.replace(origin, `http://127.0.0.1:${this.port}`), init);
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** Another id for other contents: the trigger may keep what it has read of a credential for some seconds. */
	private credentialId(): string {
		const { credential, credentials } = this.engine;
		const id = this.changesUnnoticed ? 'credential' : JSON.stringify(credential);
		credentials.stored.set(id, credential);
		return id;
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '', 'http://n8n');
		const node: INode = {
			id: 'trigger',
			name: 'Airbyte OAuth Trigger',
			type: 'n8n-nodes-airbyte.airbyteOAuthTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			webhookId: WEBHOOK_ID,
			credentials: { airbyteApi: { id: this.credentialId(), name: 'Airbyte' } },
		};
		const workflow = this.engine.workflow(node);
		workflow.staticData = ObservableObject.create(JSON.parse(this.database) as IDataObject);
		const type = workflow.nodeTypes.getByNameAndVersion(node.type, 1);
		const context = new WebhookContext(
			workflow,
			node,
			{
				...this.engine.additionalData(workflow),
				httpRequest: Object.assign(request, {
					params: { state: url.pathname.split('/').at(-1) },
					query: Object.fromEntries(url.searchParams),
					body: {},
				}),
				httpResponse: response,
			} as never,
			'webhook',
			{ webhookDescription: type.description.webhooks?.[0] } as IWebhookData,
			[],
			null,
		);
		const write = (message: string) => void this.log.push(message);
		Object.defineProperty(context, 'logger', {
			value: { error: write, warn: write, info: write, debug: write },
		});
		const result = await type.webhook?.call(context);
		this.started.push(...(result?.workflowData ?? []).flat().map(({ json }) => json));
		// n8n 2.41, LiveWebhooks: saved once the trigger has answered, and only where something was set.
		if (workflow.staticData.__dataChanged === true) {
			if (this.saveDelayMs) await sleep(this.saveDelayMs);
			this.database = JSON.stringify(workflow.staticData);
		}
	}
}
