import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api/problem';
import { branchConstants, oauthParentOf, type OAuthMarks } from './oauthBranch';
import { isBelow, samePath, withValueAt, type Path, type ValueAtPath } from './paths';
import { propertiesOf, propertyOf, requiredOf, schemaAt, type JsonSchema } from './schema';
import type { AdvancedAuth, ConnectorSpecification } from './specification';

/** A value that OAuth knows by a key of its own, and its place in the configuration. */
export interface OAuthField {
	key: string;
	path: Path;
	/** As the connection specification describes it (title, enum, default ...), or else the OAuth section. */
	schema: JsonSchema;
	required: boolean;
}

/** What OAuth means for one connector (its `advanced_auth`). */
export interface OAuthRequirements {
	authFlowType: string;
	/** Keys of `oAuthInputConfiguration`, flat, and where the same values go again in the configuration. */
	inputs: OAuthField[];
	/** What the provider hands out. */
	outputs: OAuthField[];
	/** What the app's owner knows and the connector runs with; Airbyte wants all of it in an override. */
	clientFields: OAuthField[];
	/** What the app's owner can enter in an override: the client fields, or the plain OAuth client where there are none. */
	overrideFields: OAuthField[];
	/** All paths of the configuration that Airbyte fills from a secret: outputs and client fields. */
	secretFills: Path[];
	/** The value by which Airbyte sees that OAuth is in use; Airbyte does not set it itself. */
	predicate?: ValueAtPath;
	/** The predicate and all other constants beside what the secret fills. */
	constants: ValueAtPath[];
	/** Present only where the connector takes `requestedScopes`. */
	scopes?: { requestable: string[]; optional: string[] };
}

/** @returns undefined for a connector without OAuth */
export function oauthRequirementsOf(
	specification: ConnectorSpecification,
): OAuthRequirements | undefined {
	const { advancedAuth: auth, connectionSpecification: connection } = specification;
	if (!auth) return undefined;
	const predicate = predicateOf(auth);
	const secretFills = [auth.output, auth.serverOutput].flatMap(pathsIn);
	const marks = { predicate, secretFills };
	const clientFields = fieldsIn(auth.serverOutput, connection, marks);
	return {
		authFlowType: auth.authFlowType,
		inputs: fieldsIn(auth.userInput, connection, marks),
		outputs: fieldsIn(auth.output, connection, marks),
		clientFields,
		overrideFields: clientFields.length > 0 ? clientFields : plainClient(auth),
		secretFills,
		predicate,
		constants: withPredicate(predicate, branchConstants(connection, marks)),
		scopes: scopesOf(auth),
	};
}

/** The fields nested as the configuration nests them, with their keys for values. */
export function templateOf(fields: OAuthField[]): IDataObject {
	return fields.reduce<IDataObject>(
		(template, { key, path }) => withValueAt(template, path, key),
		{},
	);
}

/** Whether a path of the configuration is OAuth's own business once a secret is used. */
export function isFilledByOAuth(oauth: OAuthRequirements, path: Path): boolean {
	return (
		oauth.secretFills.some((fill) => samePath(fill, path) || isBelow(path, fill)) ||
		oauth.constants.some((constant) => samePath(constant.path, path))
	);
}

function fieldsIn(section: JsonSchema, connection: JsonSchema, marks: OAuthMarks): OAuthField[] {
	return propertiesOf(section).flatMap(([key, own]) => {
		const path = pathOf(own);
		const [last] = path.slice(-1);
		if (last === undefined) return [];
		const parent = oauthParentOf(connection, path, marks);
		return [
			{
				key,
				path,
				schema: { ...own, ...schemaAt(parent, [last]) },
				required: [section, parent].some((schema) => requiredOf(schema).includes(last)),
			},
		];
	});
}

function pathsIn(section: JsonSchema): Path[] {
	return propertiesOf(section)
		.map(([, property]) => pathOf(property))
		.filter((path) => path.length > 0);
}

function pathOf({ path_in_connector_config: path }: JsonSchema): string[] {
	return Array.isArray(path) ? path.map(String) : [];
}

/**
 * A connector whose client never enters its configuration still needs one for the consent. Its key names are those of
 * the OAuth section's input or, where that is empty too, those of OAuth itself (RFC 6749).
 */
function plainClient({ serverInput }: AdvancedAuth): OAuthField[] {
	const declared = propertiesOf(serverInput);
	const keys = declared.length > 0 ? declared.map(([key]) => key) : ['client_id', 'client_secret'];
	return keys.map((key) => ({
		key,
		path: [key],
		schema: propertyOf(serverInput, key) ?? { type: 'string' },
		required: true,
	}));
}

function predicateOf({ predicateKey, predicateValue }: AdvancedAuth): ValueAtPath | undefined {
	if (predicateKey.length === 0 || predicateValue === undefined) return undefined;
	return { path: predicateKey, value: predicateValue };
}

function withPredicate(predicate: ValueAtPath | undefined, constants: ValueAtPath[]) {
	if (!predicate) return constants;
	return [predicate, ...constants.filter(({ path }) => !samePath(path, predicate.path))];
}

/** Only a list says that scopes can be asked for; a `scope` that is one text is the connector's own affair. */
function scopesOf({ connectorInput }: AdvancedAuth): OAuthRequirements['scopes'] {
	if (!Array.isArray(connectorInput.scopes)) return undefined;
	return {
		requestable: scopeNames(connectorInput.scopes),
		optional: scopeNames(connectorInput.optional_scopes),
	};
}

/** Entries are `{scope: 'read'}`; a plain text is taken too. */
function scopeNames(list: unknown): string[] {
	if (!Array.isArray(list)) return [];
	return list
		.map((entry: unknown) => (isObject(entry) ? entry.scope : entry))
		.filter((scope) => typeof scope === 'string');
}
