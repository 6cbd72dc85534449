import type { INodeProperties } from 'n8n-workflow';

import { Airbyte, AirbyteApi, AirbyteOAuthTrigger } from '../..';
import { resources } from '../../nodes/Airbyte/actions';
import { findOperation } from '../../nodes/Airbyte/actions/properties';

const { properties } = new Airbyte().description;

const valuesOf = (property: INodeProperties): string[] =>
	(property.options ?? []).map((option) => ('value' in option ? String(option.value) : ''));

const shown = properties
	.filter(({ name }) => name === 'operation')
	.flatMap((property) =>
		valuesOf(property).map((operation) => ({
			resource: String(property.displayOptions?.show?.resource?.[0]),
			operation,
		})),
	);

it('shows exactly the operations that have a handler', () => {
	const handled = resources.flatMap(({ value: resource, operations }) =>
		operations.map(({ value: operation }) => ({ resource, operation })),
	);
	expect(shown).toEqual(handled);
	for (const { resource, operation } of shown) {
		expect(findOperation(resources, resource, operation)?.run).toBeInstanceOf(Function);
	}
	const [choice] = properties.filter(({ name }) => name === 'resource');
	expect(choice && valuesOf(choice)).toEqual(resources.map(({ value }) => value));
});

it('finds no handler for what it does not show', () => {
	expect(findOperation(resources, 'oauth', 'create')).toBeUndefined();
	expect(findOperation(resources, 'destination', 'create')).toBeUndefined();
});

it('shows every field for one resource and one operation that exist', () => {
	const fields = properties.filter(({ name }) => name !== 'resource' && name !== 'operation');
	for (const { displayOptions } of fields) {
		const [resource] = displayOptions?.show?.resource ?? [];
		const [operation] = displayOptions?.show?.operation ?? [];
		expect(shown).toContainEqual({ resource, operation });
	}
});

it('describes every operation and field in words', () => {
	for (const { operations } of resources) {
		for (const { action, description, fields } of operations) {
			expect(action).toMatch(/^[A-Z]/);
			expect(description).toBeTruthy();
			for (const field of fields) {
				if (!['notice', 'collection'].includes(field.type) && field.name !== 'authorizeWith') {
					expect(field).toHaveProperty('description');
				}
			}
		}
	}
});

it('exports the node and credential classes as the face of the package', () => {
	expect(new AirbyteApi().name).toBe('airbyteApi');
	expect(new AirbyteOAuthTrigger().description.credentials).toEqual(
		new Airbyte().description.credentials,
	);
});
