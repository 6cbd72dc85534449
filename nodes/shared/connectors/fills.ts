import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api/problem';
import { withValueAt, type Path } from './paths';

/** Stands where Airbyte will put a value of the secret: there and right, but not known here. */
const FILLED = Symbol('filled from the OAuth secret');

export function isFilled(value: unknown): boolean {
	return value === FILLED;
}

/** The configuration as Airbyte will have it once the secret is filled in. */
export function withFills(configuration: IDataObject, paths: Path[]): IDataObject {
	return paths.reduce((filled, path) => withValueAt(filled, path, FILLED), configuration);
}

/** The configuration without what stands in for the secret, and without the objects that held nothing else. */
export function withoutFills(configuration: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(configuration).flatMap(([key, value]) => {
			if (isFilled(value)) return [];
			if (!isObject(value)) return [[key, value]];
			const rest = withoutFills(value);
			const isEmptied = Object.keys(rest).length === 0 && Object.keys(value).length > 0;
			return isEmptied ? [] : [[key, rest]];
		}),
	);
}
