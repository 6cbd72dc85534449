const base = require('../jest.base');

/** A real n8n with the packed package installed; one host for all, so one file at a time. */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	maxWorkers: 1,
	testTimeout: 120_000,
};
