/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs in development, never inside n8n */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { hasOAuth, specificationIn } from '../../nodes/shared/connectors/specification';
import type { Connector } from '../sandbox/connectors';
import { withSatisfiableTexts } from './airbyteSide';
import {
	formIsWhole,
	formLeavesOutWhatOAuthFills,
	requirementsAreEnough,
	requirementsAreNeeded,
	refusesNothingThatAirbyteTakes,
	type Check,
} from './checks';
import { differencesFrom, matrixBeside } from './matrix';

/** Real connector specifications, where somebody has laid them beside the project. */
export const referenceFolder = resolve(__dirname, '../../../shared/airbyte/specs');

/** What became of one connector; `faults` is empty where all holds. */
export interface Outcome {
	name: string;
	hasOAuth: boolean;
	faults: string[];
}

const checks: Check[] = [
	formIsWhole,
	formLeavesOutWhatOAuthFills,
	requirementsAreEnough,
	requirementsAreNeeded,
	refusesNothingThatAirbyteTakes,
];

/** Does for every connector in a folder what a person and Airbyte would do, and tells where it does not come out right. */
export function sweep(folder: string): Outcome[] {
	const matrix = matrixBeside(folder);
	const tables: Check = ({ dockerRepository }, specification) =>
		differencesFrom(matrix, dockerRepository, specification);
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => outcomeOf(file, join(folder, file), [...checks, tables]));
}

function outcomeOf(file: string, path: string, all: Check[]): Outcome {
	const name = file.replace(/\.json$/, '');
	try {
		const connector = withSatisfiableTexts(JSON.parse(readFileSync(path, 'utf8')) as Connector);
		const specification = specificationIn(connector);
		if (!specification) return { name, hasOAuth: false, faults: ['holds no specification'] };
		const faults = all.flatMap((check) => check(connector, specification));
		return { name, hasOAuth: hasOAuth(specification), faults: [...new Set(faults)] };
	} catch (error) {
		return { name, hasOAuth: false, faults: [String(error)] };
	}
}

/** `npm run test:connectors -- FOLDER` */
function main(folder: string): number {
	if (!existsSync(folder)) {
		console.error(`There is no folder ${folder}`);
		return 1;
	}
	const outcomes = sweep(folder);
	const failed = outcomes.filter(({ faults }) => faults.length > 0);
	for (const { name, faults } of failed) {
		console.log(`${name}: ${faults.join('; ').replaceAll(/\s*\n\s*/g, ' ')}`);
	}
	const withOAuth = outcomes.filter(({ hasOAuth: oauth }) => oauth).length;
	console.log(`${relative('.', folder)}: ${outcomes.length} connectors, ${withOAuth} with OAuth`);
	console.log(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
	return failed.length > 0 || outcomes.length === 0 ? 1 : 0;
}

if (require.main === module) process.exitCode = main(resolve(process.argv[2] ?? referenceFolder));
