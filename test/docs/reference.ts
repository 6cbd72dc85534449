import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { AirbyteApi } from '../../credentials/AirbyteApi.credentials';
import { resources } from '../../nodes/Airbyte/actions';
import { withBatchOptions } from '../../nodes/Airbyte/actions/batchOptions';
import { triggerFields } from '../../nodes/AirbyteOAuthTrigger/fields';

/** Where the reference stands, from the project's folder. */
export const REFERENCE = 'docs/reference.md';

const HEADING = ['Field', 'Type', 'Default', 'Shown', 'Description'];

/** Types as the editor's users know them. */
const TYPES: Record<string, string> = {
	boolean: 'switch',
	collection: 'group',
	json: 'JSON',
	multiOptions: 'several of a list',
	number: 'number',
	options: 'one of a list',
	resourceLocator: 'list, name or ID',
	resourceMapper: 'form',
	string: 'text',
};

/** The page of all operations and fields, from the code that n8n shows in its editor. */
export function reference(): string {
	return [
		'# Reference',
		'<!-- Written by npm run docs:reference from the code. Do not edit. -->',
		'All operations and fields of this package. _Shown_ names the fields, with their values, on which a field depends; fields with no default and no condition are empty at first.',
		'## Airbyte (node)',
		...resources.flatMap(({ name: resource, description, operations }) => [
			`### ${resource}`,
			`${description}.`,
			...operations.flatMap((operation) => [
				`#### ${resource}: ${operation.name}`,
				`${operation.description}.`,
				table(operation.fields),
			]),
		]),
		'### Options of every operation',
		'How the requests for a batch of items are sent.',
		table(withBatchOptions([])),
		'## Airbyte OAuth Trigger',
		table(triggerFields),
		'## Airbyte API (credential)',
		table(new AirbyteApi().properties),
		'',
	].join('\n\n');
}

function table(fields: INodeProperties[]): string {
	const rows = fields.filter(({ type }) => type !== 'notice' && type !== 'hidden').flatMap(rowsOf);
	if (rows.length === 0) return '_No fields._';
	const names = namesOf(fields);
	return [
		line(HEADING),
		line(HEADING.map(() => '---')),
		...rows.map(({ field, path }) =>
			line([
				path,
				TYPES[field.type] ?? field.type,
				defaultOf(field),
				conditionsOf(field, names),
				descriptionOf(field),
			]),
		),
	].join('\n');
}

interface Row {
	field: INodeProperties;
	path: string;
}

/** A field, and what lies in it where it is a group. */
function rowsOf(field: INodeProperties): Row[] {
	const path = `${field.displayName}${field.required === true ? ' \\*' : ''}`;
	if (field.type !== 'collection') return [{ field, path }];
	const inside = (field.options ?? []) as INodeProperties[];
	return [
		{ field, path },
		...inside.flatMap(rowsOf).map((row) => ({ ...row, path: `${path} › ${row.path}` })),
	];
}

function namesOf(fields: INodeProperties[]): Map<string, INodeProperties> {
	return new Map(fields.map((field) => [field.name, field]));
}

function defaultOf({ default: value, options, type }: INodeProperties): string {
	const named = (wanted: unknown) =>
		(options ?? []).find((option) => 'value' in option && option.value === wanted)?.name ??
		String(wanted);
	if (type === 'resourceLocator' || type === 'resourceMapper' || type === 'collection') return '';
	if (Array.isArray(value)) return value.map(named).join(', ');
	if (type === 'options') return named(value);
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	return value === '' || value === undefined || value === null ? '' : `\`${String(value)}\``;
}

function conditionsOf(
	{ displayOptions }: INodeProperties,
	names: Map<string, INodeProperties>,
): string {
	return Object.entries(displayOptions?.show ?? {})
		.map(([name, values]) => {
			const other = names.get(name);
			const options = (other?.options ?? []) as Array<{ name: string; value?: unknown }>;
			const words = (values ?? []).map(
				(wanted) => options.find(({ value }) => value === wanted)?.name ?? String(wanted),
			);
			return `${other?.displayName ?? name}: ${words.join(', ')}`;
		})
		.join('; ');
}

function descriptionOf({ description = '', options = [], type }: INodeProperties): string {
	const text = description.replaceAll(/<[^>]+>/g, '');
	if (type !== 'options' && type !== 'multiOptions') return text;
	const choices = (options as Array<Exclude<(typeof options)[number], INodePropertyCollection>>)
		.map((option) => {
			const about = 'description' in option && option.description ? `: ${option.description}` : '';
			return `_${option.name}_${about}`;
		})
		.join('. ');
	return [text, choices].filter(Boolean).join('. ');
}

function line(cells: string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
