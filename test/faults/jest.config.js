const base = require('../jest.base');

/** Large batches under faults, and a host that is killed: minutes, so a run of their own. */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/faults/**/*.test.ts'],
	// Side by side they would take the time from each other that they measure.
	maxWorkers: 1,
	testTimeout: 300_000,
};
