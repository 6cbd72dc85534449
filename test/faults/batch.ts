import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { Engine, type NodeRun } from '../engine/harness';
import { createConfiguredSource } from '../engine/harness/parameters';
import { startSandbox, type Sandbox } from '../sandbox';

/** A sandbox, an engine with a credential for it, and a workspace without sources. */
export class Stage {
	private constructor(
		readonly sandbox: Sandbox,
		readonly engine: Engine,
		readonly workspaceId: string,
	) {}

	static async set(): Promise<Stage> {
		const sandbox = await startSandbox();
		const engine = await Engine.load();
		const { apiUrl: baseUrl, registryUrl, clientId, clientSecret } = sandbox;
		engine.credential = {
			authentication: 'clientCredentials',
			baseUrl,
			registryUrl,
			clientId,
			clientSecret,
		};
		return new Stage(sandbox, engine, sandbox.store.addWorkspace('Customers').workspaceId);
	}

	async strike(): Promise<void> {
		await this.sandbox.stop();
	}

	/** Parameters of *Source: Create*: one source for each item, called as the item says. */
	createSources(options: INodeParameters = {}, other: INodeParameters = {}): INodeParameters {
		const configuration = JSON.stringify({ account_id: 'acct', client_secret: 'made up' });
		return createConfiguredSource(this.workspaceId, 'stripe', configuration, {
			name: '={{ $json.name }}',
			ifExists: 'return',
			options,
			...other,
		});
	}

	/** Runs *Source: Create* over items of these names; an item that fails leaves the others alone. */
	async run(names: readonly string[], options: INodeParameters = {}): Promise<NodeRun> {
		return await this.engine.run(this.createSources(options), {
			items: names.map((name) => ({ name })),
			onError: 'continueRegularOutput',
		});
	}

	get exchanges(): number {
		return this.sandbox.requests.filter(({ path }) => path.endsWith('/applications/token')).length;
	}
}

export function namesOf(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `Customer ${index}`);
}

/** How a batch ended, by the sandbox's own list of sources. */
export interface Judgement {
	/** Items that name a source which is there under the item's name. */
	created: number;
	/** Items with a reason why they have none. */
	failed: number;
	/** Names with more than one source. */
	doubled: string[];
	/** Items that are neither of the two. */
	unaccounted: Array<{ name: string; json: IDataObject | undefined }>;
	/** How often each reason was given, without the item's number. */
	reasons: Record<string, number>;
}

/** Every item has to end as created exactly once or with a reason; results stand in input order. */
export function judge({ store }: Sandbox, names: readonly string[], run: NodeRun): Judgement {
	const perName = new Map<string, number>();
	for (const { name } of store.sources.values()) perName.set(name, (perName.get(name) ?? 0) + 1);
	const doubled = [...perName].filter(([, count]) => count > 1).map(([name]) => name);
	const judgement: Judgement = { created: 0, failed: 0, doubled, unaccounted: [], reasons: {} };
	names.forEach((name, index) => {
		const json = run.json[index];
		if (isCreated(store, name, json)) {
			judgement.created++;
		} else if (typeof json?.error === 'string' && json.error.trim() !== '') {
			judgement.failed++;
			const reason = json.error.replace(/ \[item \d+\]$/, '');
			judgement.reasons[reason] = (judgement.reasons[reason] ?? 0) + 1;
		} else {
			judgement.unaccounted.push({ name, json });
		}
	});
	return judgement;
}

function isCreated({ sources }: Sandbox['store'], name: string, json?: IDataObject): boolean {
	return typeof json?.sourceId === 'string' && sources.get(json.sourceId)?.name === name;
}
