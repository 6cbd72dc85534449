/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { command, environmentOutsideNpm } from './process';

const PROJECT = resolve(__dirname, '..', '..');

interface PackageManifest {
	name: string;
	version: string;
	main: string;
	devDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

/**
 * The package as `npm publish` would send it.
 * @returns the tarball, in a temporary folder that the caller removes with `remove`
 * @throws Error when the package has not been built
 */
export async function packPackage(): Promise<{ tarball: string; remove: () => Promise<void> }> {
	const { main } = await readManifest(PROJECT);
	await access(join(PROJECT, main)).catch((cause: unknown) => {
		throw new Error(`${main} is not there; build the package first: npm run build`, { cause });
	});
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-airbyte-pack-'));
	const answer = await command(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
		{ cwd: PROJECT, env: environmentOutsideNpm() },
	);
	const packed = JSON.parse(answer) as Array<{ filename: string }>;
	const filename = packed[0]?.filename;
	if (filename === undefined) throw new Error(`npm pack named no file: ${answer}`);
	return {
		tarball: join(folder, filename),
		remove: async () => await rm(folder, { recursive: true, force: true }),
	};
}

/**
 * Lays a packed package into a user folder as n8n's own installer of community packages does
 * (n8n 2.41: community-packages.service, downloadPackage), so that it resolves n8n-workflow, luxon
 * and the like from n8n and from nowhere else.
 */
export async function layDown(tarball: string, userFolder: string): Promise<void> {
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	const unpacked = await mkdtemp(join(tmpdir(), 'n8n-nodes-airbyte-unpack-'));
	try {
		await unpack(tarball, unpacked);
		const { devDependencies, peerDependencies, optionalDependencies, ...manifest } =
			await readManifest(unpacked);
		void [devDependencies, peerDependencies, optionalDependencies];

		const target = join(nodesFolder, 'node_modules', manifest.name);
		await rm(target, { recursive: true, force: true });
		await mkdir(target, { recursive: true });
		await unpack(tarball, target);
		await writeFile(join(target, 'package.json'), JSON.stringify(manifest, null, 2));
		await command(
			'npm',
			['install', '--ignore-scripts', '--bin-links=false', '--install-strategy=shallow'],
			{ cwd: target, env: environmentOutsideNpm() },
		);
		await writeFile(
			join(nodesFolder, 'package.json'),
			JSON.stringify({
				name: 'installed-nodes',
				private: true,
				dependencies: { [manifest.name]: manifest.version },
			}),
		);
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
}

async function unpack(tarball: string, folder: string): Promise<void> {
	await command('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: folder });
}

async function readManifest(folder: string): Promise<PackageManifest> {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as PackageManifest;
}
