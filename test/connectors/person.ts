import type { IDataObject } from 'n8n-workflow';

import { assembleConfiguration } from '../../nodes/shared/connectors/assemble';
import { valueAt, withValueAt, type Path } from '../../nodes/shared/connectors/paths';
import {
	connectorRequirements,
	type ConnectorRequirements,
	type RequiredField,
} from '../../nodes/shared/connectors/requirements';
import type { ConnectorSpecification } from '../../nodes/shared/connectors/specification';
import { sampleFor } from './sample';

/**
 * What a person fills in who is told what *Get OAuth Requirements* names, and nothing else.
 *
 * @param variant which of the options they take wherever they have a choice
 */
export function answersOf(
	requirements: ConnectorRequirements,
	variant = 0,
): { given: IDataObject; oAuthInput: IDataObject } {
	const given = requirements.stillNeeded.reduce<IDataObject>(
		(whole, field) =>
			applies(field, whole, requirements)
				? withValueAt(whole, field.path, sampleFor(field, variant))
				: whole,
		{},
	);
	const inputs = requirements.beforeConsent.map((field) => [field.id, sampleFor(field)]);
	return { given, oAuthInput: Object.fromEntries(inputs) as IDataObject };
}

/** The configuration that is made of such a person's answers. */
export function filledInByPerson(specification: ConnectorSpecification, variant = 0): IDataObject {
	const requirements = connectorRequirements(specification);
	return assembleConfiguration({
		specification,
		...answersOf(requirements, variant),
		withSecret: requirements.hasOAuth,
	});
}

/** Whether the choices that a field depends on are made: by the person, by us or by default. */
function applies(
	{ when = [] }: RequiredField,
	given: IDataObject,
	{ setAutomatically, optional }: ConnectorRequirements,
): boolean {
	return when.every(({ path, values }) => {
		const same = (other: { path: Path }) => other.path.join() === path.join();
		const value =
			valueAt(given, path) ??
			setAutomatically.find(same)?.value ??
			optional.find((field) => same(field) && field.required)?.default;
		return values.includes(value);
	});
}
