/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs in development, never inside n8n */
import { parseArgs } from 'node:util';
import { startSandbox } from './index';

/** Starts a sandbox and prints how to reach it: `tsx test/sandbox/cli.ts [--port N]`. */
async function main(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string' } } });
	const sandbox = await startSandbox({ port: Number(values.port ?? 0) });
	console.log(
		[
			`API            ${sandbox.apiUrl}`,
			`Registry       ${sandbox.registryUrl}`,
			`Client ID      ${sandbox.clientId}`,
			`Client secret  ${sandbox.clientSecret}`,
			`API key        ${sandbox.apiKey}`,
			...[...sandbox.store.workspaces.values()].map(
				({ workspaceId, name }) => `Workspace      ${workspaceId}  ${name}`,
			),
		].join('\n'),
	);
	process.once('SIGINT', () => void sandbox.stop());
	process.once('SIGTERM', () => void sandbox.stop());
}

void main();
