/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { consentLinks } from './consentLinks';
import { ownOAuthApp } from './ownOAuthApp';
import { setStage, type Stage } from './stage';
import { Story } from './story';

/**
 * Both flows in a real n8n against the sandbox, then n8n stays open until Ctrl-C. With `--once` it
 * ends by itself, with exit code 1 when a flow failed.
 */
async function demo(): Promise<void> {
	const story = new Story();
	const stage = await setStage(story);
	try {
		await consentLinks(stage, story);
		await ownOAuthApp(stage, story);
		listSources(stage, story);
		story.line(`\nBoth flows ${story.succeeded ? 'succeeded' : 'ran, not all as they should'}.`);
		story.line(`Time: ${story.elapsed}`);
		if (!process.argv.includes('--once')) await stayOpen(stage, story);
	} finally {
		await stage.stop();
	}
	if (!story.succeeded) process.exitCode = 1;
}

function listSources({ sandbox }: Stage, story: Story): void {
	const { sources, workspaces, connectors } = sandbox.store;
	story.title('Sources in the sandbox');
	story.table(
		['Name', 'Workspace', 'Type', 'Source ID'],
		[...sources.values()].map(({ name, workspaceId, definitionId, sourceId }) => [
			name,
			workspaces.get(workspaceId)?.name ?? workspaceId,
			connectors.byDefinitionId(definitionId)?.apiSourceType ?? definitionId,
			sourceId,
		]),
	);
}

async function stayOpen({ host, sandbox }: Stage, story: Story): Promise<void> {
	const { url, owner } = host.n8n;
	story.title('Look around');
	story.table(
		['What', 'Where'],
		[
			['n8n', url],
			['e-mail', owner.email],
			['password', owner.password],
			['https', host.front.url],
			['sandbox', sandbox.apiUrl],
		],
	);
	story.line('\nCtrl-C ends n8n and the sandbox; nothing of them is kept.');
	await new Promise<void>((resolve) => {
		process.once('SIGINT', resolve);
		process.once('SIGTERM', resolve);
	});
	story.line('\nStopping n8n and the sandbox.');
}

demo().catch((error: unknown) => {
	const story = new Story();
	story.line(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
