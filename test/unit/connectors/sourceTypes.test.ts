import {
	findSourceType,
	shortNameOf,
	sourceTypesInRegistry,
	withWorkspaceDefinitions,
	type SourceType,
} from '../../../nodes/shared/connectors/sourceTypes';
import { fixtureFile } from './fixture';

const { spec } = fixtureFile('nested-one-of') as { spec: object };
const shop = { name: 'Shop', dockerRepository: 'airbyte/source-shop', dockerImageTag: '1.0.0' };
const answer = {
	sources: [
		{ ...shop, sourceDefinitionId: 'id-shop', spec },
		{ ...shop, sourceDefinitionId: 'id-gone', tombstone: true },
		{ sourceDefinitionId: 'id-file', dockerRepository: 'airbyte/source-file', spec: {} },
		{ name: 'Nothing else' },
		'text',
	],
};
const registry = sourceTypesInRegistry(answer) ?? [];

test('the registry lists connectors, and which of them have OAuth', () => {
	expect(registry).toMatchObject([
		{ definitionId: 'id-shop', name: 'Shop', sourceType: 'shop', version: '1.0.0', hasOAuth: true },
		{ definitionId: 'id-file', sourceType: 'file', version: 'latest', hasOAuth: false },
	]);
});

test.each([undefined, 'text', {}, { sources: {} }])('%j is no list of a registry', (other) => {
	expect(sourceTypesInRegistry(other)).toBeUndefined();
});

describe('in a workspace', () => {
	const definitions = [
		{ ...shop, id: 'id-shop', dockerImageTag: '0.9.0' },
		{ id: 'id-own', name: 'Acme', dockerRepository: 'acme/source-acme', dockerImageTag: '3' },
	];
	const list = withWorkspaceDefinitions(registry, definitions);

	test('its own version of a connector counts, and its custom connectors are there', () => {
		expect(list).toMatchObject([
			{ definitionId: 'id-own', name: 'Acme', version: '3', hasOAuth: undefined },
			{ definitionId: 'id-file' },
			{ definitionId: 'id-shop', version: '0.9.0', hasOAuth: true },
		]);
	});

	test.each([
		['id-own', 'Acme'],
		[' Shop ', 'Shop'],
		['acme/source-acme', 'Acme'],
		['nothing', undefined],
	])('a connector is found by %j', (text, name) => {
		expect(findSourceType(list, text)?.name).toBe(name);
	});
});

test('of two connectors with one short name, the first listed is found', () => {
	const twice = ['airbyte', 'acme'].map((namespace) => {
		return { sourceType: 'shop', dockerRepository: `${namespace}/source-shop` } as SourceType;
	});
	expect(findSourceType(twice, 'shop')?.dockerRepository).toBe('airbyte/source-shop');
});

test.each([
	['airbyte/source-google-ads', 'google-ads'],
	['registry.example.com/team/source-own', 'own'],
	['airbyte/destination-s3', 's3'],
	['odd', 'odd'],
])('the short name of %s is %s', (image, name) => expect(shortNameOf(image)).toBe(name));
