/** JSON schemas that more than one route asks its request to meet. */

export const uuid = { type: 'string', format: 'uuid' } as const;

export const freeObject = { type: 'object', additionalProperties: true } as const;

export const pageQuery = {
	type: 'object',
	properties: {
		limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
		offset: { type: 'integer', minimum: 0, default: 0 },
		includeDeleted: { type: 'boolean', default: false },
	},
} as const;

/** The path parameters `names`, each a UUID. */
export function uuidParams(...names: string[]) {
	return {
		type: 'object',
		required: names,
		properties: Object.fromEntries(names.map((name) => [name, uuid])),
	} as const;
}
