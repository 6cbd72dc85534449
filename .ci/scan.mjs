/**
 * The checks n8n runs before it verifies a package, on this checkout and on the tarball that would be published.
 * What needs the public registry (provenance of a published version) is not part of it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

/** A package that is installed in a running n8n stays small. */
const MOST_PACKED_BYTES = 200_000;

/** What n8n loads, and what npm shows. Node's types are for who imports the package. */
const PACKED = [
	/^(package\.json|README\.md|LICENSE)$/,
	/^dist\/(index|(credentials|nodes)\/.+)\.(js|d\.ts)$/,
	/^dist\/nodes\/[^/]+\/[^/]+\.node\.json$/,
	/^dist\/icons\/[^/]+\.svg$/,
];

const folder = mkdtempSync(join(tmpdir(), 'scan-'));
try {
	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder]);
	const [tarball] = readdirSync(folder);
	execFileSync('tar', ['-xzf', tarball], { cwd: folder });
	checkContents(join(folder, tarball), join(folder, 'package'));
	const legs = [
		['source', process.cwd(), SOURCE_FILE_PATTERNS],
		['tarball', join(folder, 'package'), ['**/*.js', 'package.json']],
	];
	for (const [leg, path, patterns] of legs) {
		const { passed, message = '', details = '' } = await analyzePackage(path, patterns);
		console.log(`${leg}: ${passed ? 'clean' : 'fails'} ${message}\n${details}`.trim());
		if (!passed) process.exitCode = 1;
	}
} finally {
	rmSync(folder, { recursive: true });
}

function checkContents(tarball, unpacked) {
	const bytes = statSync(tarball).size;
	const files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(unpacked, join(entry.parentPath, entry.name)));
	console.log(
		`contents: ${files.length} files, ${bytes} bytes packed (${MOST_PACKED_BYTES} at most)`,
	);
	const foreign = files.filter((file) => !PACKED.some((pattern) => pattern.test(file)));
	if (foreign.length > 0) console.log(`Not to be published: ${foreign.join(', ')}`);
	if (foreign.length > 0 || bytes > MOST_PACKED_BYTES) process.exitCode = 1;
}
