/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { JsonSchema } from '../../../nodes/shared/connectors/schema';
import {
	specificationIn,
	type ConnectorSpecification,
} from '../../../nodes/shared/connectors/specification';

/** Connectors of this project's own making, one for each shape that connectors come in. */
export const fixtures = join(__dirname, 'fixtures');

export function fixtureFile(shape: string): unknown {
	return JSON.parse(readFileSync(join(fixtures, `${shape}.json`), 'utf8'));
}

export function fixture(shape: string): ConnectorSpecification {
	const specification = specificationIn(fixtureFile(shape));
	if (!specification) throw new Error(`${shape} holds no specification`);
	return specification;
}

/** A connector without OAuth whose configuration has these properties. */
export function specificationOf(
	properties: Record<string, JsonSchema>,
	required: string[] = [],
): ConnectorSpecification {
	return { connectionSpecification: { type: 'object', required, properties } };
}
