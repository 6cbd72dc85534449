import { apiRoot } from '../../nodes/shared/api/baseUrl';

it.each([
	['https://api.airbyte.com/v1', 'https://api.airbyte.com/v1'],
	['https://api.airbyte.com/v1/', 'https://api.airbyte.com/v1'],
	['https://api.airbyte.com', 'https://api.airbyte.com/v1'],
	['https://airbyte.example.com', 'https://airbyte.example.com/api/public/v1'],
	['https://airbyte.example.com/', 'https://airbyte.example.com/api/public/v1'],
	[' https://airbyte.example.com ', 'https://airbyte.example.com/api/public/v1'],
	['https://example.com/airbyte', 'https://example.com/airbyte/api/public/v1'],
	['https://airbyte.example.com/api/public', 'https://airbyte.example.com/api/public/v1'],
	['https://airbyte.example.com/api/public/v1//', 'https://airbyte.example.com/api/public/v1'],
	['https://airbyte.example.com/api/v1', 'https://airbyte.example.com/api/public/v1'],
	['http://localhost:8000', 'http://localhost:8000/api/public/v1'],
	['http://localhost:8006/v1', 'http://localhost:8006/v1'],
])('makes of %s the API root %s', (typed, root) => {
	expect(apiRoot(typed)).toBe(root);
});

it.each(['', 'airbyte', 'airbyte.example.com', 'ftp://airbyte.example.com'])(
	"refuses '%s' with an example of what to enter",
	(typed) => {
		expect(() => apiRoot(typed)).toThrow(
			expect.objectContaining({
				message: expect.stringContaining(`'${typed}'`),
				description: expect.stringContaining('https://airbyte.example.com'),
			}),
		);
	},
);
