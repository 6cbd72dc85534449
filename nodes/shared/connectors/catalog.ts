import { createHash } from 'node:crypto';

import { Duration } from 'luxon';

import type { AirbyteApi } from '../api/airbyteApi';
import { apiRoot } from '../api/baseUrl';
import { isUuid } from '../api/uuid';
import {
	fetchConnector,
	fetchSourceTypes,
	type ConfigurationApi,
	type Connector,
} from './registry';
import { ShortCache } from './shortCache';
import { findSourceType, withWorkspaceDefinitions, type SourceType } from './sourceTypes';

/** The connectors a workspace has of its own, kept as long as a person fills a form in. */
const workspaceDefinitions = new ShortCache<unknown[]>(Duration.fromObject({ minutes: 5 }), 100);

/** The connectors that a person can choose and what each of them needs, as one credential and workspace see them. */
export class ConnectorCatalog {
	/** @param workspaceId '' where none is chosen yet; custom connectors are then not known */
	constructor(
		private readonly api: AirbyteApi,
		private readonly workspaceId: string,
	) {}

	/** All connectors for sources, by name. @throws UserError when the registry cannot be read */
	async sourceTypes(): Promise<SourceType[]> {
		const [listed, own] = await Promise.all([
			fetchSourceTypes(async (url) => await this.api.getPublic(url), this.registryUrl),
			// The registry's list serves on its own: a workspace that cannot be read shows no custom connectors.
			this.definitions().catch(() => []),
		]);
		return withWorkspaceDefinitions(listed, own);
	}

	/**
	 * The connector that a source type or a definition id names.
	 *
	 * @throws UserError saying where it was looked for, and how to go on without its specification
	 */
	async connector(sourceTypeOrId: string): Promise<Connector> {
		return await fetchConnector({
			get: async (url) => await this.api.getPublic(url),
			registryUrl: this.registryUrl,
			connector: await this.address(sourceTypeOrId),
			configurationApi: this.configurationApi(),
		});
	}

	/**
	 * Where a connector's specification is: one named by source type is Airbyte's own, so one small file holds it. For
	 * an id the workspace's definitions tell; one that they leave out is for the configuration API.
	 */
	private async address(
		sourceTypeOrId: string,
	): Promise<Pick<SourceType, 'dockerRepository' | 'version' | 'definitionId'>> {
		if (!isUuid(sourceTypeOrId)) {
			const dockerRepository = `airbyte/source-${sourceTypeOrId}`;
			return { definitionId: '', dockerRepository, version: 'latest' };
		}
		const definitions = withWorkspaceDefinitions([], await this.definitions().catch(() => []));
		return (
			findSourceType(definitions, sourceTypeOrId) ?? {
				definitionId: sourceTypeOrId,
				dockerRepository: '',
				version: '',
			}
		);
	}

	/** `GET /workspaces/{workspaceId}/definitions/sources` (Airbyte API, listSourceDefinitions). */
	private async definitions(): Promise<unknown[]> {
		if (!this.workspaceId) return [];
		return await workspaceDefinitions.get(this.view, async () => {
			const { data } = await this.api.get<{ data: unknown[] }>(
				`/workspaces/${encodeURIComponent(this.workspaceId)}/definitions/sources`,
			);
			return data;
		});
	}

	private configurationApi(): ConfigurationApi {
		return {
			id: this.view,
			getSpecification: async (sourceDefinitionId) =>
				await this.api.askConfigurationApi('/source_definition_specifications/get', {
					sourceDefinitionId,
					workspaceId: this.workspaceId,
				}),
		};
	}

	/** Server, workspace and identity: what one of them sees is not shown to another. */
	private get view(): string {
		const { baseUrl, clientId, username, apiKey } = this.api.credential;
		const parts = [apiRoot(baseUrl), this.workspaceId, clientId, username, apiKey];
		return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
	}

	private get registryUrl(): string {
		return this.api.credential.registryUrl;
	}
}
