/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs in development, never inside n8n */
import { existsSync } from 'node:fs';

import { referenceFolder, sweep, type Outcome } from '../../connectors/sweep';
import { fixtures } from './fixture';

function failuresOf(outcomes: Outcome[]): string[] {
	return outcomes
		.filter(({ faults }) => faults.length > 0)
		.map(({ name, faults }) => `${name}: ${faults.join('; ')}`);
}

test('every shape goes from its requirements to a source that Airbyte takes', () => {
	const outcomes = sweep(fixtures);
	expect(failuresOf(outcomes)).toEqual([]);
	expect(outcomes.length).toBeGreaterThan(10);
});

const isThere = existsSync(referenceFolder);
if (!isThere) console.warn(`Skipped: there are no real specifications at ${referenceFolder}`);

(isThere ? test : test.skip)('every real connector does', () => {
	const outcomes = sweep(referenceFolder);
	expect(failuresOf(outcomes)).toEqual([]);
	expect(outcomes.filter(({ hasOAuth }) => hasOAuth).length).toBeGreaterThan(30);
});
