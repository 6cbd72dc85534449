const base = require('../jest.base');

/** n8n in queue mode: five processes, so a run of their own. */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/queue/**/*.test.ts'],
	testTimeout: 180_000,
};
