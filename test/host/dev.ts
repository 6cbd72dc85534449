/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs in development, never inside n8n */
import { readdir, readFile, watch } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { startSandbox, type Sandbox } from '../sandbox';
import { startPackagedHost, type PackagedHost, type WorkflowFile } from './index';
import { layDown, packPackage } from './pack';
import { command } from './process';
import { elapsed } from './wait';

const PROJECT = resolve(__dirname, '..', '..');
const SOURCES = ['nodes', 'credentials', 'icons'];

/** n8n with this package and the sandbox; a change of the sources is built and n8n started anew. */
async function dev(): Promise<void> {
	const sandbox = await startSandbox();
	await build();
	const host = await startPackagedHost({ report: (line) => console.log(line) });
	const { url, owner } = host.n8n;
	console.log(`n8n      ${url}  (${owner.email}, ${owner.password})`);
	console.log(
		`sandbox  ${sandbox.apiUrl}  client ${sandbox.clientId}, secret ${sandbox.clientSecret}`,
	);
	const examples = await importExamples(host, sandbox);
	console.log(`examples ${examples} workflows, with a credential for the sandbox`);
	console.log(`Watching ${SOURCES.join(', ')}. Ctrl-C ends it.`);
	await Promise.race([stopSignal(), ...SOURCES.map(async (folder) => await follow(folder, host))]);
	await host.stop();
	await sandbox.stop();
	process.exit(0);
}

/** All examples, as a person would import them. @returns how many there are */
async function importExamples({ n8n }: PackagedHost, sandbox: Sandbox): Promise<number> {
	const { apiUrl: baseUrl, registryUrl, clientId, clientSecret } = sandbox;
	const credential = await n8n.client.createCredential({
		name: 'Airbyte',
		type: 'airbyteApi',
		data: { authentication: 'clientCredentials', baseUrl, registryUrl, clientId, clientSecret },
	});
	const folder = join(PROJECT, 'examples');
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
	for (const file of files) {
		const workflow = JSON.parse(await readFile(join(folder, file), 'utf8')) as WorkflowFile;
		await n8n.client.importWorkflow(workflow, [credential]);
	}
	return files.length;
}

async function follow(folder: string, host: PackagedHost): Promise<void> {
	for await (const { filename } of watch(join(PROJECT, folder), { recursive: true })) {
		changed.add(join(folder, filename ?? ''));
		if (!reloading) void reload(host);
	}
}

const changed = new Set<string>();
let reloading = false;

/** Takes all changes up to its own end along; a source that does not build leaves n8n as it is. */
async function reload({ n8n }: PackagedHost): Promise<void> {
	reloading = true;
	while (changed.size > 0) {
		// An editor saves several files, and one file in several steps.
		await sleep(200);
		const start = DateTime.now();
		const names = [...changed].join(', ');
		changed.clear();
		try {
			await build();
			const { tarball, remove } = await packPackage();
			await layDown(tarball, n8n.userFolder).finally(remove);
			await n8n.restart();
			console.log(`${names}: n8n runs with it, ${elapsed(start)}`);
		} catch (error) {
			console.log(`${names}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	reloading = false;
}

async function build(): Promise<void> {
	await command('npm', ['run', '--silent', 'build'], { cwd: PROJECT });
}

async function stopSignal(): Promise<void> {
	await new Promise<void>((resolveSignal) => {
		process.once('SIGINT', resolveSignal);
		process.once('SIGTERM', resolveSignal);
	});
}

dev().catch((error: unknown) => {
	console.log(error instanceof Error ? error.message : String(error));
	process.exit(1);
});
