import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Behaviour, type Sandbox } from '../../sandbox';
import { Engine } from './index';
import { consent } from './customer';
import { initiate } from './parameters';
import { TriggerServer } from './triggerServer';

/** All that plays when a customer is onboarded: the sandbox, n8n's engine, and the trigger behind a server. */
export class Onboarding {
	private readonly usual: Behaviour;

	private constructor(
		readonly sandbox: Sandbox,
		readonly engine: Engine,
		readonly trigger: TriggerServer,
		readonly workspaceId: string,
	) {
		this.usual = { ...sandbox.behaviour };
		this.reset();
	}

	static async start(): Promise<Onboarding> {
		const sandbox = await startSandbox();
		const engine = await Engine.load();
		const trigger = await TriggerServer.start(engine);
		const { workspaceId } = sandbox.store.addWorkspace('Customer');
		return new Onboarding(sandbox, engine, trigger, workspaceId);
	}

	/** Everything as it was at the start, but for what lies in the sandbox. */
	reset(): void {
		Object.assign(this.sandbox.behaviour, this.usual);
		const { apiUrl: baseUrl, clientId, clientSecret } = this.sandbox;
		this.engine.credential = {
			authentication: 'clientCredentials',
			baseUrl,
			clientId,
			clientSecret,
		};
		this.trigger.parameters = {};
		this.trigger.started.length = 0;
		this.trigger.log.length = 0;
	}

	/** What *OAuth: Initiate* gives out for a customer. */
	async link(other: INodeParameters = {}): Promise<IDataObject> {
		const { json, error } = await this.engine.run(initiate(this.workspaceId, 'google-ads', other));
		if (error) throw new Error(error.message);
		return json[0] ?? {};
	}

	/** Where Airbyte sends a customer who has answered the consent. */
	async redirect(other: INodeParameters = {}, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
		const { consentUrl } = await this.link(other);
		return new URL((await consent(String(consentUrl), decision)) ?? '');
	}

	async stop(): Promise<void> {
		await this.trigger.stop();
		await this.sandbox.stop();
	}
}

/** The sealed state in a redirect URL of a trigger. */
export function sealedIn(redirect: URL): string {
	return redirect.pathname.split('/').at(-1) ?? '';
}

/** The same redirect with another sealed state. */
export function withSealed(redirect: URL, sealed: string): URL {
	const altered = new URL(redirect);
	altered.pathname = [...redirect.pathname.split('/').slice(0, -1), sealed].join('/');
	return altered;
}
