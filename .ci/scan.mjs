/**
 * The checks n8n runs before it verifies a package, on this checkout and on the tarball that would be published.
 * What needs the public registry (provenance of a published version) is not part of it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const folder = mkdtempSync(join(tmpdir(), 'scan-'));
try {
	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder]);
	execFileSync('sh', ['-c', 'tar -xzf *.tgz'], { cwd: folder });
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
