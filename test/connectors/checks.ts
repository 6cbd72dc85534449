import type { IDataObject } from 'n8n-workflow';

import { configurationForm } from '../../nodes/shared/connectors/form';
import { valueAt, withValueAt, type Path } from '../../nodes/shared/connectors/paths';
import { connectorRequirements } from '../../nodes/shared/connectors/requirements';
import { hasOAuth, type ConnectorSpecification } from '../../nodes/shared/connectors/specification';
import { configurationProblems } from '../../nodes/shared/connectors/validate';
import type { Connector } from '../sandbox/connectors';
import { isJsonObject } from '../sandbox/json';
import { refusalOf, withSecretOf } from './airbyteSide';
import { lostLeaves } from './leaves';
import { filledInByPerson } from './person';

/** One thing that has to hold for a connector: what is wrong, or nothing. */
export type Check = (connector: Connector, specification: ConnectorSpecification) => string[];

/** No field of the configuration is lost in the form, and none stands in it twice. */
export const formIsWhole: Check = (_, specification) => {
	const form = configurationForm(specification, { withSecret: false });
	const ids = form.map(({ id }) => id);
	const lost = lostLeaves(specification.connectionSpecification, form);
	const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
	return [
		...lost.map((leaf) => `the form has no field for ${leaf}`),
		...twice.map((id) => `the form has ${id} twice`),
	];
};

/** With a secret the form asks for nothing that OAuth fills or that is set for the person. */
export const formLeavesOutWhatOAuthFills: Check = (_, specification) => {
	const { filledBySecret, setAutomatically } = connectorRequirements(specification);
	const ids = configurationForm(specification, { withSecret: true }).map(({ id }) => id);
	const settled = [...filledBySecret, ...setAutomatically.map(({ id }) => id)];
	return settled.filter((id) => ids.includes(id)).map((id) => `the form asks for ${id}`);
};

/** What *Get OAuth Requirements* names is enough, whatever is chosen: the source passes Airbyte's validation. */
export const requirementsAreEnough: Check = (connector, specification) => {
	const { stillNeeded } = connectorRequirements(specification);
	const variants = Math.max(1, ...stillNeeded.map(({ options = [] }) => options.length));
	return Array.from({ length: variants }, (_, variant) => variant).flatMap((variant) => {
		const configuration = filledInByPerson(specification, variant);
		const refusal = refusalOf(connector, sent(connector, specification, configuration));
		return [
			...ownProblems(specification, configuration),
			...(refusal ? [`Airbyte refuses: ${refusal}`] : []),
		];
	});
};

/** ... and nothing of it is too much: what is needed in any case is missed, by name, when it is left out. */
export const requirementsAreNeeded: Check = (_, specification) => {
	const configuration = filledInByPerson(specification);
	return connectorRequirements(specification)
		.stillNeeded.filter(({ when, options }) => !when && !options)
		.filter(({ path }) => {
			const problems = problemsOf(specification, without(configuration, path));
			return !problems.some((problem) => problem.path.join() === path.join());
		})
		.map(({ id }) => `${id} is named as needed, but not missed`);
};

/** What own validation refuses Airbyte refuses too, whatever a person does to a configuration. */
export const refusesNothingThatAirbyteTakes: Check = (connector, specification) => {
	const configuration = filledInByPerson(specification);
	return pathsIn(configuration).flatMap((path) =>
		[
			without(configuration, path),
			...['text', 1.5, true, null, [], {}].map((value) => withValueAt(configuration, path, value)),
		]
			.filter((changed) => problemsOf(specification, changed).length > 0)
			.filter((changed) => !refusalOf(connector, sent(connector, specification, changed)))
			.map((changed) => {
				const value = JSON.stringify(valueAt(changed, path)) ?? 'nothing';
				return `own validation refuses ${value} for ${path.join('.')}, Airbyte does not`;
			}),
	);
};

function problemsOf(specification: ConnectorSpecification, configuration: IDataObject) {
	return configurationProblems(specification, configuration, {
		withSecret: hasOAuth(specification),
	});
}

function ownProblems(specification: ConnectorSpecification, configuration: IDataObject): string[] {
	return problemsOf(specification, configuration).map(
		({ path, message }) => `own validation refuses: ${path.join('.')} ${message}`,
	);
}

/** What Airbyte judges: the configuration, with a secret where the connector takes one. */
function sent(
	connector: Connector,
	specification: ConnectorSpecification,
	configuration: IDataObject,
): IDataObject {
	return hasOAuth(specification)
		? withSecretOf(connector, specification, configuration)
		: configuration;
}

function pathsIn(value: IDataObject, path: string[] = []): string[][] {
	return Object.entries(value).flatMap(([key, child]) => {
		const at = [...path, key];
		return isJsonObject(child) ? [at, ...pathsIn(child as IDataObject, at)] : [at];
	});
}

function without(configuration: IDataObject, path: Path): IDataObject {
	const [key = '', ...rest] = path;
	const { [key]: child, ...others } = configuration;
	return rest.length > 0 ? { ...others, [key]: without(child as IDataObject, rest) } : others;
}
