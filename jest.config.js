const base = require('./test/jest.base');

/** Everything that needs no n8n host. */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/{unit,engine,sandbox,attack}/**/*.test.ts'],
};
