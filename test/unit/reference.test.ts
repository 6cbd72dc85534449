/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatted } from '../docs/formatted';
import { REFERENCE, reference } from '../docs/reference';

test('docs/reference.md says what the code says; if not, run: npm run docs:reference', async () => {
	const written = await readFile(join(__dirname, '../..', REFERENCE), 'utf8');
	expect(written).toBe(await formatted(reference(), REFERENCE));
});
