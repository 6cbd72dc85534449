import { problemText } from '../../nodes/shared/api/problem';
import { AirbyteProblem } from '../../nodes/shared/api/problemReport';

const problem = (status: number, body: unknown, request = 'POST /sources') =>
	new AirbyteProblem({
		request,
		apiRoot: 'https://api.airbyte.com/v1',
		status,
		body,
		retryAfterMs: 0,
	});

describe("Airbyte's own words are found", () => {
	it.each([
		[
			'in data.message before the generic detail',
			{ detail: 'generic', data: { message: 'exact' } },
			'exact',
		],
		['in detail', { title: 'bad-request', detail: 'why' }, 'why'],
		['in message', { message: 'You are being rate limited.' }, 'You are being rate limited.'],
		[
			'in a HAL body',
			{ message: 'Bad Request', _embedded: { errors: [{ message: 'a' }, { message: 'b' }] } },
			'a\nb',
		],
	])('%s', (_where, body, text) => {
		expect(problemText(body)).toBe(`Airbyte says: ${text}`);
	});

	it('as an error id where there is no more', () => {
		expect(problemText({ errorId: '123' })).toMatch(/error id .* 123$/);
	});

	it.each([[undefined], [''], ['<html>'], [[]], [{}], [{ data: 'text' }]])(
		'nowhere in %p',
		(body) => {
			expect(problemText(body)).toBe('');
		},
	);

	it('with the fields of a failed validation one per line, whole', () => {
		const message =
			"json schema validation failed when comparing the data to the json schema. \nErrors: $.a: required property 'a' not found, $.b.c: integer found, string expected";
		expect(problemText({ data: { message } }).split('\n').slice(1)).toEqual([
			"- $.a: required property 'a' not found",
			'- $.b.c: integer found, string expected',
		]);
	});
});

describe('a refused request is explained', () => {
	it.each([
		[401, { errorId: 'x' }, /did not accept the credential/],
		[403, { title: 'forbidden', status: '403' }, /not allowed to do this/],
		[
			404,
			{ title: 'resource-not-found', data: { resourceType: 'workspace', resourceId: 'w' } },
			/no workspace 'w'/,
		],
		[404, '', /found nothing at POST \/sources/],
		[409, { message: 'Could not fulfill request' }, /refused POST \/sources \(status 409\)/],
		[422, {}, /did not accept the configuration/],
		[429, { message: 'You are being rate limited.' }, /too many requests/],
		[500, { errorId: 'x' }, /could not carry out POST \/sources \(status 500\)/],
		[501, '', /does not offer POST \/sources/],
		[502, '<html>Bad Gateway</html>', /a web page instead of JSON \(status 502\)/],
	])('%i %j', (status, body, message) => {
		const error = problem(status, body);
		expect(error.message).toMatch(message);
		expect(error.status).toBe(status);
		expect(error.description).toBeTruthy();
	});

	it('by its title before its status', () => {
		const error = problem(
			400,
			{ title: 'value-not-found', data: { value: 'x' } },
			'POST /sources/initiateOAuth',
		);
		expect(error).toMatchObject({ type: 'value-not-found', field: 'Source Type' });
	});
});
