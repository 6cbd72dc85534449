import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { AirbyteApi } from '../../shared/api/airbyteApi';

import { editorError } from './editorError';

interface WorkspacePage {
	data: Array<{ workspaceId: string; name: string }>;
}

/** Airbyte gives at most this many per page (Airbyte API, listWorkspaces). */
const PAGE_SIZE = 100;

/**
 * One page of the workspaces that the credential sees. Airbyte cannot search by name, so the filter is applied to the
 * page; the editor asks for the next one by offset as the person scrolls.
 */
export async function searchWorkspaces(
	this: ILoadOptionsFunctions,
	filter = '',
	offset = '0',
): Promise<INodeListSearchResult> {
	try {
		const api = await AirbyteApi.connect(this);
		const { data } = await api.get<WorkspacePage>('/workspaces', {
			limit: PAGE_SIZE,
			offset: Number(offset),
		});
		return {
			results: data
				.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()))
				.map(({ name, workspaceId }) => ({ name, value: workspaceId })),
			paginationToken: data.length < PAGE_SIZE ? undefined : String(Number(offset) + PAGE_SIZE),
		};
	} catch (error) {
		throw editorError(this, error);
	}
}
