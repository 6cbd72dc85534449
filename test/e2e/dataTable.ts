import type { N8nClient } from '../host';

export interface Row {
	id: number;
	[column: string]: string | number | boolean | null;
}

/** One of n8n's Data Tables, filled and read as its page in the editor does. */
export class DataTable {
	private constructor(
		private readonly client: N8nClient,
		private readonly path: string,
		readonly id: string,
	) {}

	static async create(
		client: N8nClient,
		name: string,
		columns: Record<string, 'string' | 'number'>,
	): Promise<DataTable> {
		const { id: project } = await client.rest<{ id: string }>('GET', '/rest/projects/personal');
		const path = `/rest/projects/${project}/data-tables`;
		const table = await client.rest<{ id: string }>('POST', path, {
			body: {
				name,
				columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
			},
		});
		return new DataTable(client, `${path}/${table.id}`, table.id);
	}

	async insert(rows: Array<Record<string, string | number>>): Promise<void> {
		await this.client.rest('POST', `${this.path}/insert`, {
			body: { data: rows, returnType: 'count' },
		});
	}

	/** All rows, in the order they were entered. */
	async rows(): Promise<Row[]> {
		const { data } = await this.client.rest<{ data: Row[] }>('GET', `${this.path}/rows?take=250`);
		return data.sort((one, other) => one.id - other.id);
	}

	/** Sets values in the rows whose column has a value. */
	async update(
		column: string,
		value: string,
		data: Record<string, string | number>,
	): Promise<void> {
		const filters = [{ columnName: column, condition: 'eq', value }];
		await this.client.rest('PATCH', `${this.path}/rows`, {
			body: { filter: { type: 'and', filters }, data },
		});
	}
}
