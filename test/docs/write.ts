/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatted } from './formatted';
import { REFERENCE, reference } from './reference';

void formatted(reference(), REFERENCE).then(async (text) => {
	await writeFile(join(__dirname, '../..', REFERENCE), text);
});
