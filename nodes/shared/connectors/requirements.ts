import type { IDataObject } from 'n8n-workflow';

import { valueFor } from './defaults';
import { fieldsOf, type ConfigurationField } from './fields';
import {
	oauthRequirementsOf,
	templateOf,
	type OAuthField,
	type OAuthRequirements,
} from './oauthRequirements';
import { dotted, samePath, type Path } from './paths';
import { allowedValuesOf, textOf, type JsonSchema } from './schema';
import { typeOf } from './schemaTypes';
import type { ConnectorSpecification } from './specification';

/** A field as data, complete enough to build a form from. */
export interface RequiredField {
	/** Path with dots in the configuration, or the key in `oAuthInputConfiguration`. */
	id: string;
	path: Path;
	title: string;
	description?: string;
	/** JSON schema type; absent where several are taken. */
	type?: string;
	format?: string;
	pattern?: string;
	examples?: unknown;
	options?: Array<{ value: unknown; title: string }>;
	default?: unknown;
	required: boolean;
	/** Whether it is a secret, to be hidden while typed and never stored in clear. */
	secret: boolean;
	/** JSON schema of a list's entries, or of an object that is given whole. */
	schema?: JsonSchema;
	/** The field applies when all of these hold. */
	when?: Array<{ path: Path; values: unknown[] }>;
}

/** The answer to 'Connector: Get OAuth Requirements'. */
export interface ConnectorRequirements {
	hasOAuth: boolean;
	/** What *Initiate* takes as `oAuthInputConfiguration`; *Source: Create* puts it into the configuration again. */
	beforeConsent: RequiredField[];
	/** What the person has to give to create the source, OAuth done. */
	stillNeeded: RequiredField[];
	/** What the person can give besides. */
	optional: RequiredField[];
	/** What Airbyte takes from the secret: not needed in the configuration. */
	filledBySecret: string[];
	/** What the secret does not fill and *Source: Create* sets by itself: how the connector sees that OAuth is used. */
	setAutomatically: Array<{ id: string; path: Path; value: unknown }>;
	/** What *Set OAuth Override* takes for an app of one's own, and the nested body (with keys for values). */
	override: { fields: RequiredField[]; template: IDataObject };
	/** Which scopes can be asked for; null where the connector does not take any. */
	scopes: { requestable: string[]; optional: string[] } | null;
}

/** @param specification of any connector; one without OAuth needs all of its required fields */
export function connectorRequirements(
	specification: ConnectorSpecification,
): ConnectorRequirements {
	const oauth = oauthRequirementsOf(specification);
	const fields = fieldsOf(specification, { withSecret: oauth !== undefined });
	const open = fields.filter(({ path }) => !isInput(oauth, path));
	return {
		hasOAuth: oauth !== undefined,
		beforeConsent: (oauth?.inputs ?? []).map(described),
		stillNeeded: open.filter(isNeeded).map(describe),
		optional: open.filter((field) => !isNeeded(field)).map(describe),
		filledBySecret: (oauth?.secretFills ?? []).map(dotted),
		setAutomatically: (oauth?.constants ?? []).map(({ path, value }) => {
			return { id: dotted(path), path, value };
		}),
		override: {
			fields: (oauth?.overrideFields ?? []).map((field) => ({
				...described(field),
				required: true,
			})),
			template: templateOf(oauth?.overrideFields ?? []),
		},
		scopes: oauth?.scopes ?? null,
	};
}

function isInput(oauth: OAuthRequirements | undefined, path: Path): boolean {
	return oauth?.inputs.some((input) => samePath(input.path, path)) ?? false;
}

/** Required, and without a value that applies by itself. */
function isNeeded({ required, schema, defaultValue }: ConfigurationField): boolean {
	const isGivenByParent = defaultValue !== undefined && defaultValue !== schema.default;
	return required && valueFor(schema) === undefined && !isGivenByParent;
}

/** An OAuth input is filled in by its key, which may differ from where it ends up in the configuration. */
function described({ key, path, schema, required }: OAuthField): RequiredField {
	const title = textOf(schema.title) ?? key;
	const options = allowedValuesOf(schema)?.map((value) => ({ value, title: String(value) }));
	const field = { path, title, schema, required, options, defaultValue: schema.default };
	return { ...describe({ ...field, parents: [], conditions: [] }), id: key };
}

function describe(field: ConfigurationField): RequiredField {
	const { path, parents, title, schema, required, conditions, options, defaultValue } = field;
	const type = typeOf(schema);
	const isWhole = type === 'array' || type === 'object' || type === undefined;
	return defined({
		id: dotted(path),
		path,
		title: [...parents, title].join(': '),
		description: textOf(schema.description),
		type,
		format: textOf(schema.format),
		pattern: textOf(schema.pattern),
		examples: schema.examples,
		options: options?.map(({ value, title: name }) => ({ value, title: name })),
		default: defaultValue,
		required,
		secret: schema.airbyte_secret === true,
		schema: isWhole ? schema : undefined,
		when:
			conditions.length > 0
				? conditions.map(({ path: at, values }) => ({ path: at, values }))
				: undefined,
	});
}

/** Without the keys that have no value, which would be noise in an item. */
function defined<Fields extends object>(fields: Fields): Fields {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as Fields;
}
