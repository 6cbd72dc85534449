/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in development, never inside n8n */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const MOST_MS = 50;

/** What n8n has loaded before any package: only our own files count. */
const LOAD = `
	require('n8n-workflow'); require('luxon');
	const { n8n } = require('./package.json');
	const start = process.hrtime.bigint();
	for (const file of [...n8n.credentials, ...n8n.nodes]) require('./' + file);
	console.log(Number(process.hrtime.bigint() - start) / 1e6);`;

test(`loading the package takes n8n less than ${MOST_MS} ms`, () => {
	const times = Array.from({ length: 5 }, () =>
		Number(execFileSync(process.execPath, ['-e', LOAD], { cwd: join(__dirname, '../..') })),
	);
	// The best of five: the others tell how busy the machine is.
	expect(Math.min(...times)).toBeLessThan(MOST_MS);
});
