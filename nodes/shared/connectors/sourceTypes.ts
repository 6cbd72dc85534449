import { isObject } from '../api/problem';
import { textOf } from './schema';
import { hasOAuth, specificationIn } from './specification';

/** A connector as a person chooses it. */
export interface SourceType {
	definitionId: string;
	/** Such as `Google Ads`. */
	name: string;
	/** Short name, such as `google-ads`: what OAuth is initiated by. */
	sourceType: string;
	/** Image, such as `airbyte/source-google-ads`; its specification is found by it. */
	dockerRepository: string;
	/** Version of the image. */
	version: string;
	documentationUrl?: string;
	/** Undefined where only the specification itself could tell: a connector that the registry does not list. */
	hasOAuth?: boolean;
}

/** The part of a registry's list that a choice needs: `sources` of `cloud_registry.json`, a few MB, made small. */
export function sourceTypesInRegistry(answer: unknown): SourceType[] | undefined {
	if (!isObject(answer) || !Array.isArray(answer.sources)) return undefined;
	return answer.sources.flatMap((entry: unknown) => {
		if (!isObject(entry) || entry.tombstone === true) return [];
		const specification = specificationIn(entry);
		return sourceType(
			entry.sourceDefinitionId,
			entry,
			specification !== undefined && hasOAuth(specification),
		);
	});
}

/**
 * All that can be chosen in a workspace: the registry's connectors, in the version that the workspace has of them, and
 * the workspace's own custom connectors.
 *
 * @param definitions `data` of `GET /workspaces/{workspaceId}/definitions/sources`: id, name, dockerRepository,
 *   dockerImageTag, documentationUrl. It leaves out declarative connectors, so it does not narrow the registry's list.
 */
export function withWorkspaceDefinitions(
	registry: SourceType[],
	definitions: unknown[],
): SourceType[] {
	const own = definitions.flatMap((entry) =>
		isObject(entry) ? sourceType(entry.id, entry, undefined) : [],
	);
	const byId = new Map(registry.map((listed) => [listed.definitionId, listed]));
	for (const definition of own) {
		const oauth = byId.get(definition.definitionId)?.hasOAuth;
		byId.set(definition.definitionId, { ...definition, hasOAuth: oauth });
	}
	return [...byId.values()].sort((one, other) => one.name.localeCompare(other.name));
}

/** The one that a person names by its definition id, its short name or its image. */
export function findSourceType(sourceTypes: SourceType[], text: string): SourceType | undefined {
	const wanted = text.trim().toLowerCase();
	const names: Array<keyof SourceType> = ['definitionId', 'sourceType', 'dockerRepository'];
	return names
		.map((name) => sourceTypes.find((listed) => String(listed[name]).toLowerCase() === wanted))
		.find((found) => found !== undefined);
}

/** `google-ads` for `airbyte/source-google-ads`. */
export function shortNameOf(dockerRepository: string): string {
	return dockerRepository.replace(/^.*\//, '').replace(/^(source|destination)-/, '');
}

function sourceType(
	definitionId: unknown,
	entry: Record<string, unknown>,
	oauth: boolean | undefined,
): SourceType[] {
	const dockerRepository = textOf(entry.dockerRepository);
	if (typeof definitionId !== 'string' || !dockerRepository) return [];
	return [
		{
			definitionId,
			name: textOf(entry.name) ?? dockerRepository,
			sourceType: shortNameOf(dockerRepository),
			dockerRepository,
			version: textOf(entry.dockerImageTag) ?? 'latest',
			documentationUrl: textOf(entry.documentationUrl),
			hasOAuth: oauth,
		},
	];
}
