const base = require('./test/jest.base');

/** Everything that needs no n8n host. */
module.exports = {
	...base,
	// Jest leaves one core unused by itself; on two cores that is half of them.
	maxWorkers: '100%',
	testMatch: ['<rootDir>/test/{unit,engine,sandbox,attack}/**/*.test.ts'],
};
