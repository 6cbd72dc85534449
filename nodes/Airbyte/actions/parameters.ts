import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	ResourceMapperValue,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isObject } from '../../shared/api/problem';
import { filledIn } from '../../shared/connectors/form';
import { EXAMPLE_ID, isUuid } from '../../shared/api/uuid';

/** Reads the fields of one item by name; what cannot be used is refused by the name that the person sees. */
export class ItemParameters {
	constructor(
		private readonly execution: IExecuteFunctions,
		private readonly itemIndex: number,
		private readonly fields: readonly INodeProperties[],
	) {}

	/** A text, trimmed; the value inside a resource locator. '' when left empty. */
	text(name: string): string {
		const value = this.execution.getNodeParameter(name, this.itemIndex, '', { extractValue: true });
		return value === null || value === undefined ? '' : String(value).trim();
	}

	/** @throws UserError when the field is empty */
	requiredText(name: string): string {
		const text = this.text(name);
		if (text) return text;
		throw new UserError(`The field '${this.displayName(name)}' is empty`, {
			description:
				'Fill it in, or check the expression in it: for this item it gives nothing, so the input may lack a value.',
		});
	}

	/** The id of a thing in Airbyte. @throws UserError when the field is empty or no UUID */
	id(name: string): string {
		const id = this.requiredText(name);
		if (isUuid(id)) return id;
		throw new UserError(`The field '${this.displayName(name)}' is not an ID of Airbyte: '${id}'`, {
			description: `Such an ID looks like ${EXAMPLE_ID}. It stands in the address of the page in Airbyte; choosing from the list finds it by name.`,
		});
	}

	/** @throws UserError when the field is not a number above 0 */
	positiveNumber(name: string): number {
		const number = Number(this.execution.getNodeParameter(name, this.itemIndex));
		if (number > 0 && Number.isFinite(number)) return number;
		throw new UserError(`The field '${this.displayName(name)}' has to be a number above 0`);
	}

	/** A JSON object, typed in as text or given by an expression as an object. `{}` when left empty. */
	object(name: string): IDataObject {
		const value = this.execution.getNodeParameter(name, this.itemIndex, {});
		const parsed = typeof value === 'string' ? this.parse(name, value) : (value ?? {});
		if (isObject(parsed)) return parsed;
		throw new UserError(`The field '${this.displayName(name)}' is not a JSON object`, {
			description: 'Write it with braces, such as { "key": "value" }.',
		});
	}

	/** A JSON object; where it is left empty, what the item itself has under that name. */
	objectOrInput(name: string): IDataObject {
		const value = this.execution.getNodeParameter(name, this.itemIndex, '');
		if (value !== '' && value !== null) return this.object(name);
		const { json = {} } = this.execution.getInputData()[this.itemIndex] ?? {};
		const own = json[name];
		return isObject(own) ? own : {};
	}

	/**
	 * The values of a form that was built from a connector's specification, or the same as JSON, whichever is chosen.
	 *
	 * @param form its resource mapper; *Map Automatically* takes what the item has under the names of its fields
	 */
	formOrJson(choice: string, form: string, json: string): IDataObject {
		return this.text(choice) === 'json' ? this.object(json) : this.formValues(form);
	}

	/** An option of the collection `options`, or undefined where it was not added. */
	option<Value>(name: string): Value | undefined {
		const options = this.execution.getNodeParameter('options', this.itemIndex, {}) as IDataObject;
		return options[name] as Value | undefined;
	}

	private formValues(name: string): IDataObject {
		const form = this.execution.getNodeParameter(
			name,
			this.itemIndex,
			{},
		) as Partial<ResourceMapperValue>;
		if (form.mappingMode !== 'autoMapInputData') return filledIn(form.value);
		const { json = {} } = this.execution.getInputData()[this.itemIndex] ?? {};
		// Whether a field is shown is a matter of filling in by hand; a column is taken by its name alone.
		const names = new Set(form.schema?.map(({ id }) => id));
		return filledIn(Object.fromEntries(Object.entries(json).filter(([key]) => names.has(key))));
	}

	private parse(name: string, text: string): unknown {
		if (text.trim() === '') return {};
		try {
			return JSON.parse(text);
		} catch (error) {
			throw this.malformed(name, error);
		}
	}

	private malformed(name: string, error: unknown): UserError {
		return new UserError(`The field '${this.displayName(name)}' is not valid JSON`, {
			description: `${placeOfFault(error)}Names and texts stand in double quotes, and no comma follows the last entry. A value from an expression that may hold quotes is safe as {{ JSON.stringify($json.value) }}.`,
		});
	}

	private displayName(name: string): string {
		return this.fields.find((field) => field.name === name)?.displayName ?? name;
	}
}

/** The parser's message quotes the text around the fault, which may hold a secret: only the place is passed on. */
function placeOfFault(error: unknown): string {
	const place =
		error instanceof Error ? /position \d+( \(line \d+ column \d+\))?/.exec(error.message) : null;
	return place ? `It breaks at ${place[0]}. ` : '';
}
