import type { IDataObject } from 'n8n-workflow';

import type { AirbyteApi } from '../../../shared/api/airbyteApi';
import { apiRoot } from '../../../shared/api/baseUrl';
import { InTurn } from './inTurn';

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

/** What is the same source is worked on one after the other, by all executions of this process. */
const turns = new InTurn();

/**
 * The sources of one workspace during one execution. Airbyte knows no idempotency key and takes two sources of one name,
 * so whoever creates one has to look first; the list is read once, and kept up with what this execution creates.
 */
export class SourceDirectory {
	/** By name, as a name is mostly that of one source. */
	private readonly known = new Map<string, Source[]>();

	private reading?: Promise<Source[]>;

	/** The moment of {@link turns} that the list is sure to show. */
	private readAt = 0;

	private constructor(
		private readonly api: AirbyteApi,
		private readonly workspaceId: string,
	) {}

	static async read(api: AirbyteApi, workspaceId: string): Promise<SourceDirectory> {
		const directory = new SourceDirectory(api, workspaceId);
		await directory.read();
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

	/**
	 * Lets items of the same identity take their turns, also with those of other executions in this process, so that the
	 * second sees what the first has made.
	 */
	async inTurn<Result>(identity: SourceIdentity, act: () => Promise<Result>): Promise<Result> {
		const root = apiRoot(this.api.credential.baseUrl);
		const key = JSON.stringify([root, this.workspaceId, identity]);
		return await turns.take(key, async (lastTurn) => {
			if (lastTurn > this.readAt && !this.find(identity)) await this.read();
			return await act();
		});
	}

	private async read(): Promise<void> {
		const now = turns.now;
		for (const source of await this.list()) this.add(source);
		this.readAt = now;
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
