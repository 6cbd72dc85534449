/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import {
	oauthRequirementsOf,
	templateOf,
	type OAuthField,
} from '../../nodes/shared/connectors/oauthRequirements';
import { requiredOf } from '../../nodes/shared/connectors/schema';
import type { ConnectorSpecification } from '../../nodes/shared/connectors/specification';

/** What somebody else worked out from the same specifications, connector by connector. */
type Matrix = Array<{ dockerRepository: string } & Record<string, unknown>>;

/** The tables beside a folder of specifications; none where there are none. */
export function matrixBeside(folder: string): Matrix {
	const file = join(folder, '..', 'oauth_matrix.json');
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Matrix) : [];
}

/** Where our own derivation says something else than the tables. */
export function differencesFrom(
	matrix: Matrix,
	dockerRepository: string,
	specification: ConnectorSpecification,
): string[] {
	const row = matrix.find((entry) => entry.dockerRepository === dockerRepository);
	const oauth = oauthRequirementsOf(specification);
	if (!row) return oauth && matrix.length > 0 ? ['is not in the OAuth tables'] : [];
	if (!oauth) return ['has OAuth by the tables, but none was found'];
	const derived: Record<string, unknown> = {
		authFlowType: oauth.authFlowType,
		predicateKey: oauth.predicate?.path ?? [],
		predicateValue: oauth.predicate?.value ?? null,
		oAuthInputPaths: pathsByKey(oauth.inputs),
		outputPaths: pathsByKey(oauth.outputs),
		serverOutputPaths: pathsByKey(oauth.clientFields),
		overrideConfigurationTemplate: templateOf(oauth.clientFields),
		topLevelRequired: requiredOf(specification.connectionSpecification),
	};
	return Object.keys(derived)
		.filter((column) => !isDeepStrictEqual(derived[column], row[column]))
		.map(
			(column) =>
				`${column} is ${JSON.stringify(derived[column])}, by the tables ${JSON.stringify(row[column])}`,
		);
}

function pathsByKey(fields: OAuthField[]) {
	return Object.fromEntries(fields.map(({ key, path }) => [key, path]));
}
