import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { AirbyteApi } from '../../shared/api/airbyteApi';
import { ConnectorCatalog } from '../../shared/connectors/catalog';
import type { SourceType } from '../../shared/connectors/sourceTypes';

import { editorError } from './editorError';

/** Every connector for sources, with the workspace's own; those that have OAuth are marked. */
export async function searchSourceTypes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await search(this, filter, () => true);
}

/** The connectors with OAuth. A connector of one's own has no short name for Airbyte to initiate OAuth by. */
export async function searchOAuthSourceTypes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await search(this, filter, ({ hasOAuth }) => hasOAuth === true);
}

async function search(
	editor: ILoadOptionsFunctions,
	filter: string,
	isWanted: (sourceType: SourceType) => boolean,
): Promise<INodeListSearchResult> {
	try {
		const workspaceId = editor.getCurrentNodeParameter('workspaceId', { extractValue: true });
		const catalog = new ConnectorCatalog(
			await AirbyteApi.connect(editor),
			typeof workspaceId === 'string' ? workspaceId : '',
		);
		const wanted = filter.toLowerCase();
		return {
			results: (await catalog.sourceTypes())
				.filter(isWanted)
				.map((sourceType) => ({
					name: labelOf(sourceType),
					value: valueOf(sourceType),
					url: sourceType.documentationUrl,
				}))
				.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
		};
	} catch (error) {
		throw editorError(editor, error);
	}
}

function labelOf({ name, hasOAuth, dockerRepository }: SourceType): string {
	const marks = [hasOAuth && 'OAuth', !isAirbytes(dockerRepository) && 'custom'].filter(Boolean);
	return marks.length > 0 ? `${name} (${marks.join(', ')})` : name;
}

/** Airbyte's own connectors are found by their short name, others by their id only. */
function valueOf({ definitionId, sourceType, dockerRepository }: SourceType): string {
	return isAirbytes(dockerRepository) ? sourceType : definitionId;
}

function isAirbytes(dockerRepository: string): boolean {
	return /^airbyte\/source-[^/]+$/.test(dockerRepository);
}
