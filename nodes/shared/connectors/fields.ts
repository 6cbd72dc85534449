import { oauthBranch } from './oauthBranch';
import { isFilledByOAuth, oauthRequirementsOf, type OAuthRequirements } from './oauthRequirements';
import { isBelow, valueAt, type Path } from './paths';
import {
	allowedValuesOf,
	alternativesOf,
	choiceOf,
	propertiesOf,
	requiredOf,
	settled,
	textOf,
	withBranch,
	type Choice,
	type JsonSchema,
} from './schema';
import type { ConnectorSpecification } from './specification';

/** One value of a configuration that a person can fill in. */
export interface ConfigurationField {
	path: Path;
	title: string;
	/** Titles of the objects around it, outermost first. */
	parents: string[];
	/** The field's own schema; of an array or a free object the whole of it. */
	schema: JsonSchema;
	/** Whether it has to be there, given that its conditions hold. */
	required: boolean;
	/** Choices that have to be made, outermost first, for the field to have a place. */
	conditions: Condition[];
	/** What can be chosen, where the field takes one of a few values. */
	options?: FieldOption[];
	/** What applies when nothing is given, from the connector's author. */
	defaultValue?: unknown;
}

/** Holds when the value at `path` is one of `values`; `title` is what the choice is called. */
export interface Condition {
	path: Path;
	values: unknown[];
	title: string;
}

export interface FieldOption {
	value: unknown;
	title: string;
	description?: string;
}

/** Where a schema stands and what is known of it from the way there. */
type Place = Pick<ConfigurationField, 'path' | 'parents' | 'required' | 'conditions'> & {
	title: string;
	defaultValue?: unknown;
};

/**
 * Every value of a connector's configuration, nested ones too, in the order in which the connector wants them shown.
 * Objects are opened, arrays and free objects are one field. A path stands twice where two branches declare it.
 *
 * @param withSecret whether an OAuth secret is used: what OAuth fills or sets is left out then, and so are the branches
 *   it does not choose
 */
export function fieldsOf(
	specification: ConnectorSpecification,
	{ withSecret }: { withSecret: boolean },
): ConfigurationField[] {
	const root = { path: [], parents: [], title: '', required: true, conditions: [] };
	const oauth = withSecret ? oauthRequirementsOf(specification) : undefined;
	return new FieldList(oauth).under(specification.connectionSpecification, root);
}

class FieldList {
	constructor(private readonly oauth: OAuthRequirements | undefined) {}

	/** @param except a property that stands in the list already */
	under(raw: JsonSchema, place: Place, except?: string): ConfigurationField[] {
		if (this.oauth && place.path.length > 0 && isFilledByOAuth(this.oauth, place.path)) return [];
		const schema = settled(raw);
		const alternatives = alternativesOf(schema);
		const branch = this.oauth && oauthBranch(schema, place.path, this.oauth);
		if (branch) return this.under(withBranch(schema, branch), place, except);
		const choice = choiceOf(alternatives);
		if (choice) return this.choice(schema, choice, place);
		if (place.path.length === 0) return this.sideBySide([schema, ...alternatives], place, except);
		return isOpen(schema) ? this.properties(schema, place, except) : [leaf(schema, place)];
	}

	/** A configuration itself is no field, so branches of it that nothing tells apart are opened one after the other. */
	private sideBySide([own = {}, ...branches]: JsonSchema[], place: Place, except?: string) {
		const optional = { ...place, required: false };
		return [
			...this.properties(own, place, except),
			...branches.flatMap((branch) => this.properties(settled(branch), optional, except)),
		];
	}

	private properties(schema: JsonSchema, place: Place, except?: string): ConfigurationField[] {
		return inOrder(propertiesOf(schema))
			.filter(([key]) => key !== except)
			.flatMap(([key, property]) =>
				this.under(property, this.placeOf(key, property, schema, place)),
			);
	}

	private placeOf(key: string, property: JsonSchema, parent: JsonSchema, place: Place): Place {
		const path = [...place.path, key];
		// What a secret is filled into is there, required or not, and no default stands for the whole of it.
		const isMadeByOAuth = this.oauth?.secretFills.some((fill) => isBelow(fill, path)) ?? false;
		const defaultValue = property.default ?? valueAt(place.defaultValue, [key]);
		return {
			path,
			parents: place.title ? [...place.parents, place.title] : place.parents,
			title: textOf(property.title) ?? words(key),
			required: place.required && (isMadeByOAuth || requiredOf(parent).includes(key)),
			conditions: place.conditions,
			defaultValue: isMadeByOAuth ? undefined : defaultValue,
		};
	}

	/** The property that tells the branches apart, then the fields of every branch. */
	private choice(schema: JsonSchema, { key, branches }: Choice, place: Place) {
		const path = [...place.path, key];
		const options = branches.flatMap(({ schema: branch, values }) =>
			values.map((value) => ({
				value,
				title: textOf(branch.title) ?? String(value),
				description: textOf(branch.description),
			})),
		);
		const selector: ConfigurationField = {
			path,
			title: place.title || words(key),
			parents: place.parents,
			schema: { type: 'string', description: schema.description, order: schema.order },
			required: place.required,
			conditions: place.conditions,
			options,
			defaultValue: valueAt(place.defaultValue, [key]),
		};
		const fields = branches.flatMap(({ schema: branch, values }) => {
			const title = textOf(branch.title) ?? values.map(String).join(', ');
			const conditions = [...place.conditions, { path, values, title }];
			const chosen = { ...place, required: true, conditions, defaultValue: undefined };
			return this.under(branch, chosen, key);
		});
		return [selector, ...this.properties(schema, place, key), ...fields];
	}
}

/** Whether all that an object can hold is declared by itself; branches may then do no more than combine it. */
function isOpen(schema: JsonSchema): boolean {
	const branches = alternativesOf(schema).map(settled);
	return (
		propertiesOf(schema).length > 0 && branches.every((branch) => propertiesOf(branch).length === 0)
	);
}

function leaf(schema: JsonSchema, place: Place): ConfigurationField {
	const { path, parents, title, required, conditions, defaultValue } = place;
	const options = allowedValuesOf(schema)
		?.filter((value) => value !== null)
		.map((value) => ({ value, title: String(value) }));
	return { path, parents, title, schema, required, conditions, options, defaultValue };
}

/** By `order` (Airbyte's own keyword); what has none comes last, as written. */
function inOrder(properties: Array<[string, JsonSchema]>): Array<[string, JsonSchema]> {
	const rank = ({ order }: JsonSchema) => (typeof order === 'number' ? order : Infinity);
	return [...properties].sort(([, a], [, b]) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/** `start_date` as 'Start Date', for a property without a title. */
function words(key: string): string {
	return key
		.split(/[_\s-]+/)
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');
}
