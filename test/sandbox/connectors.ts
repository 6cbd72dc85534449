/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, Path } from './json';

/** One connector, in the format of the files in `connectors/`. */
export interface Connector {
	sourceName: string;
	/** The name the API knows it by; null where the server's name map has no entry. */
	apiSourceType: string | null;
	definitionId: string;
	/** `airbyte/source-<short name>`; a custom connector has another namespace. */
	dockerRepository: string;
	dockerImageTag: string;
	releaseStage: string;
	supportLevel: string;
	documentationUrl: string;
	/** A custom connector belongs to its owner's workspaces and is in no public registry. */
	custom?: boolean;
	spec: ConnectorSpecification;
}

/** Airbyte protocol: ConnectorSpecification, as the connector registry serves it. */
export interface ConnectorSpecification {
	documentationUrl?: string;
	connectionSpecification: JsonObject;
	advanced_auth?: AdvancedAuth;
}

export interface AdvancedAuth {
	auth_flow_type: string;
	predicate_key?: Path;
	predicate_value?: string;
	oauth_config_specification?: OAuthConfigSpecification;
}

export interface OAuthConfigSpecification {
	oauth_user_input_from_connector_config_specification?: OAuthFields;
	complete_oauth_output_specification?: OAuthFields;
	complete_oauth_server_input_specification?: OAuthFields;
	complete_oauth_server_output_specification?: OAuthFields;
	oauth_connector_input_specification?: JsonObject;
}

/** A JSON schema whose properties say where their value belongs in the configuration. */
export interface OAuthFields {
	type?: string;
	required?: string[];
	properties?: Record<string, { type?: string; path_in_connector_config?: Path }>;
}

/** The connectors a sandbox knows, found by definitionId, name or image. */
export class ConnectorCatalog {
	private readonly connectors: readonly Connector[];

	/** A later folder's connector replaces an earlier one of the same image. */
	constructor(folders: readonly string[]) {
		const byImage = new Map(
			folders.flatMap(readFolder).map((connector) => [connector.dockerRepository, connector]),
		);
		this.connectors = [...byImage.values()];
	}

	all(): readonly Connector[] {
		return this.connectors;
	}

	byDefinitionId(definitionId: string): Connector | undefined {
		return this.connectors.find((connector) => connector.definitionId === definitionId);
	}

	/** Airbyte API: the server's name map, not the registry, decides which names it takes. */
	bySourceType(sourceType: string): Connector | undefined {
		return this.connectors.find((connector) => connector.apiSourceType === sourceType);
	}

	byImage(dockerRepository: string): Connector | undefined {
		return this.connectors.find((connector) => connector.dockerRepository === dockerRepository);
	}
}

/** Where the sandbox's own connectors lie. */
export const ownConnectors = join(__dirname, 'connectors');

function readFolder(folder: string): Connector[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Connector);
}
