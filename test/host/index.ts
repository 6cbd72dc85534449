import { startN8n, type N8nHost, type StartN8nOptions } from './n8n';
import { packPackage } from './pack';
import { startTlsFront, type TlsFront } from './tlsFront';

export { N8nClient } from './client';
export type { CredentialTestResult, NodeType, Owner } from './client';
export { Customer } from './customer';
export type { Choice, Hop, Journey } from './customer';
export { failureOf, outputOf } from './executions';
export type { Execution, ExecutionSummary, NodeRun } from './executions';
export { startN8n, N8nHost } from './n8n';
export type { StartN8nOptions } from './n8n';
export { packPackage } from './pack';
export { freePorts } from './ports';
export { triggerUrl } from './triggerUrl';
export { startTlsFront } from './tlsFront';
export type { TlsFront } from './tlsFront';
export { elapsed, waitFor } from './wait';
export { nodeNamed } from './workflowFile';
export type {
	CredentialReference,
	ImportedWorkflow,
	WorkflowFile,
	WorkflowNode,
} from './workflowFile';

/** A real n8n with this package installed, reached from outside by https. */
export interface PackagedHost {
	n8n: N8nHost;
	front: TlsFront;
	stop(): Promise<void>;
}

/** Packs the built package, starts n8n with it and puts the TLS front before it. */
export async function startPackagedHost(
	options: Omit<StartN8nOptions, 'tarball' | 'webhookUrl'> = {},
): Promise<PackagedHost> {
	const front = await startTlsFront();
	const n8n = await startBehind(front, options).catch(async (error: unknown) => {
		await front.stop();
		throw error;
	});
	return {
		n8n,
		front,
		stop: async () => {
			await front.stop();
			await n8n.stop();
		},
	};
}

async function startBehind(front: TlsFront, options: StartN8nOptions): Promise<N8nHost> {
	const { tarball, remove } = await packPackage();
	const webhookUrl = `${front.url}/`;
	const n8n = await startN8n({ ...options, tarball, webhookUrl }).finally(remove);
	front.pointTo(n8n.port);
	return n8n;
}
