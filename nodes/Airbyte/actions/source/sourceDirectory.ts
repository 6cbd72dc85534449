import type { IDataObject } from 'n8n-workflow';

import type { AirbyteApi } from '../../../shared/api/airbyteApi';

/** A source as Airbyte's API gives it out; secrets in its configuration are masked (Airbyte API, SourceResponse). */
export interface Source extends IDataObject {
	sourceId: string;
	name: string;
	/** '' when Airbyte has no name for the connector. */
	sourceType: string;
	definitionId: string;
	workspaceId: string;
}

/** What makes two sources of a workspace the same to a person: their name and their connector. */
export interface SourceIdentity {
	name: string;
	/** The connector by source type or by definition id. */
	connector: { sourceType: string } | { definitionId: string };
}

/** Airbyte gives at most this many per page (Airbyte API, listSources). */
const PAGE_SIZE = 100;

/**
 * The sources of one workspace during one execution. Airbyte knows no idempotency key and takes two sources of one name,
 * so whoever creates one has to look first; the list is read once, and kept up with what this execution creates.
 */
export class SourceDirectory {
	/** By name, as a name is mostly that of one source. */
	private readonly known = new Map<string, Source[]>();

	/** The last thing under way for each identity: what is the same happens one after the other. */
	private readonly turns = new Map<string, Promise<unknown>>();

	private reading?: Promise<Source[]>;

	private constructor(
		private readonly api: AirbyteApi,
		private readonly workspaceId: string,
	) {}

	static async read(api: AirbyteApi, workspaceId: string): Promise<SourceDirectory> {
		const directory = new SourceDirectory(api, workspaceId);
		for (const source of await directory.list()) directory.add(source);
		return directory;
	}

	/** The source of this identity that was there before, or that this execution has made. */
	find(identity: SourceIdentity): Source | undefined {
		return this.known.get(identity.name)?.find((source) => isSame(source, identity));
	}

	/** A source of this identity that this execution does not know of yet: asks Airbyte anew. */
	async findNew(identity: SourceIdentity): Promise<Source | undefined> {
		const known = new Set(this.known.get(identity.name)?.map(({ sourceId }) => sourceId));
		const sources = await this.list();
		return sources.find((source) => isSame(source, identity) && !known.has(source.sourceId));
	}

	/** Takes note of a source, in place of what was known of it before. */
	add(source: Source): void {
		const others = (this.known.get(source.name) ?? []).filter(
			({ sourceId }) => sourceId !== source.sourceId,
		);
		this.known.set(source.name, [...others, source]);
	}

	/** Lets items of the same identity take their turns, so that the second sees what the first has made. */
	async inTurn<Result>(identity: SourceIdentity, act: () => Promise<Result>): Promise<Result> {
		const key = JSON.stringify(identity);
		const turn = (this.turns.get(key) ?? Promise.resolve()).then(act, act);
		this.turns.set(key, turn);
		return await turn;
	}

	/** Who asks while a list is being read waits for the next: the one under way may be too old for them. */
	private async list(): Promise<Source[]> {
		const before = this.reading;
		await before?.catch(() => undefined);
		if (this.reading === before) {
			this.reading = listSources(this.api, this.workspaceId);
		}
		return await (this.reading ?? []);
	}
}

/** Pages by offset: the `next` link of a self-managed Airbyte may name a wrong host. */
async function listSources(api: AirbyteApi, workspaceId: string): Promise<Source[]> {
	const sources: Source[] = [];
	for (;;) {
		const { data } = await api.get<{ data: Source[] }>('/sources', {
			workspaceIds: workspaceId,
			limit: PAGE_SIZE,
			offset: sources.length,
		});
		sources.push(...data);
		if (data.length < PAGE_SIZE) return sources;
	}
}

function isSame(source: Source, { name, connector }: SourceIdentity): boolean {
	return (
		source.name === name &&
		('definitionId' in connector
			? source.definitionId === connector.definitionId
			: source.sourceType === connector.sourceType)
	);
}
