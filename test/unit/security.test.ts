/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');

const rows = read('SECURITY.md')
	.split('\n')
	.filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
	.slice(1)
	.map((line) => line.split('|').map((cell) => cell.trim()))
	.map(([, threat = '', , tests = '']) => ({ threat, tests }));

test('the threat table is there', () => expect(rows.length).toBeGreaterThanOrEqual(16));

test.each(rows)('a test stands against: $threat', ({ tests }) => {
	const files = tests.split('; ');
	expect(files.length).toBeGreaterThan(0);
	for (const part of files) {
		const [file = '', ...names] = [...part.matchAll(/`([^`]+)`/g)].map(
			([, quoted]) => quoted ?? '',
		);
		const source = read(file).replaceAll("\\'", "'");
		expect(names.filter((name) => !source.includes(name))).toEqual([]);
	}
});
