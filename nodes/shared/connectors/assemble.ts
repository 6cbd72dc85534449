import type { IDataObject } from 'n8n-workflow';
import { deepCopy, isSafeObjectProperty, UserError } from 'n8n-workflow';

import { withDefaults } from './defaults';
import { withFills, withoutFills } from './fills';
import { oauthRequirementsOf, type OAuthRequirements } from './oauthRequirements';
import { dotted, valueAt, withMissingAt, type Path, type ValueAtPath } from './paths';
import { schemaAt, type JsonSchema } from './schema';
import type { ConnectorSpecification } from './specification';

/** What a configuration is made from. */
export interface ConfigurationParts {
	specification: ConnectorSpecification;
	/** The caller's fields: nested, or flat with dots (`credentials.auth_type`). Always kept as they are. */
	given: IDataObject;
	/** What was sent before the consent as `oAuthInputConfiguration`, flat. */
	oAuthInput?: IDataObject;
	/** Whether Airbyte will fill in the values of an OAuth secret. */
	withSecret: boolean;
}

/**
 * The configuration to send to `POST /sources`: the caller's fields, and where the caller set nothing: the OAuth inputs
 * at their places, what says that OAuth is used (Airbyte fills the tokens in, but not this), and the specification's
 * defaults for what is required.
 *
 * @throws UserError when a field cannot be placed
 */
export function assembleConfiguration({
	specification,
	given,
	oAuthInput = {},
	withSecret,
}: ConfigurationParts): IDataObject {
	const schema = specification.connectionSpecification;
	const oauth = oauthRequirementsOf(specification);
	// A copy as plain JSON: dates and the like become the texts that Airbyte gets.
	const own = deepCopy(nested(given, schema));
	const withInputs = oauth ? withOAuthInputs(own, oauth, oAuthInput) : own;
	if (!oauth || !withSecret) return withDefaults(schema, withInputs);

	const authorized = withConstants(withInputs, oauth.constants);
	const filled = withFills(authorized, oauth.secretFills.filter(isMissingIn(authorized)));
	return withoutFills(withDefaults(schema, filled));
}

/** The fields with dots in their names put where the dots lead; what is nested already comes first. */
function nested(fields: IDataObject, schema: JsonSchema): IDataObject {
	const placed = Object.entries(fields).map(([key, value]) => ({
		key,
		value,
		path: placeOf(key, schema),
	}));
	const direct = placed.filter(({ path }) => path.length === 1);
	return placed
		.filter(({ path }) => path.length > 1)
		.reduce<IDataObject>(
			(whole, { key, value, path }) => {
				const added = withMissingAt(whole, path, value);
				return valueAt(added, path) === value ? added : refuse(key, path);
			},
			Object.fromEntries(direct.map(({ key, value }) => [key, value])),
		);
}

/**
 * Where a field belongs: `a.b` is `b` in `a`, unless the connector has a property with that very name, or none that is
 * called `a`.
 */
function placeOf(key: string, schema: JsonSchema): Path {
	if (!key.split('.').every(isSafeObjectProperty)) {
		throw new UserError(`'${key}' cannot be the name of a field`);
	}
	if (!key.includes('.') || schemaAt(schema, [key])) return [key];
	const segments = key.split('.');
	for (let length = segments.length - 1; length > 0; length--) {
		const head = segments.slice(0, length).join('.');
		const inner = schemaAt(schema, [head]);
		if (inner) return [head, ...placeOf(segments.slice(length).join('.'), inner)];
	}
	return [key];
}

function refuse(key: string, path: Path): never {
	throw new UserError(`The field '${key}' is given twice, or '${path[0]}' is not an object`, {
		description: `Give '${dotted(path)}' once: inside of '${path[0]}', or by its name with dots.`,
	});
}

function withOAuthInputs(
	configuration: IDataObject,
	{ inputs }: OAuthRequirements,
	given: IDataObject,
): IDataObject {
	return inputs.reduce(
		(whole, { key, path }) =>
			given[key] === undefined ? whole : withMissingAt(whole, path, given[key]),
		configuration,
	);
}

/** All or none: a caller who chose another branch than OAuth's gets no constants of OAuth's mixed into it. */
function withConstants(configuration: IDataObject, constants: ValueAtPath[]): IDataObject {
	const disagrees = constants.some(({ path, value }) => {
		const given = valueAt(configuration, path);
		return given !== undefined && given !== value;
	});
	if (disagrees) return configuration;
	return constants.reduce(
		(whole, { path, value }) => withMissingAt(whole, path, value),
		configuration,
	);
}

/** What the caller set at a place of the secret stays, even though Airbyte will write over it. */
function isMissingIn(configuration: IDataObject): (path: Path) => boolean {
	return (path) => valueAt(configuration, path) === undefined;
}
