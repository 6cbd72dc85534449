import { DateTime, Duration } from 'luxon';
import type { N8nHost } from '../../host';
import type { Case } from './cases';
import type { Measurement } from './measurement';
import { cpuMs, memory, resetPeak } from './processFigures';
import type { Place } from './remoteSandbox';
import { MEASURED, workflowOf } from './workflow';

/** What n8n's side of a run shows; the rest stands in the sandbox's books. */
export type N8nSide = Pick<
	Measurement,
	'nodeMs' | 'executionMs' | 'cpuMs' | 'peakMb' | 'idleMb' | 'output' | 'status'
>;

/** A batch at 50 requests per second and whatever a contender adds to it. */
const AT_MOST = Duration.fromObject({ minutes: 6 });

/** Runs a case once in n8n, with a credential that has no token yet. */
export async function runInN8n(n8n: N8nHost, given: Case, place: Place): Promise<N8nSide> {
	const { client, pid } = n8n;
	if (pid === undefined) throw new Error('n8n does not run');
	const { apiUrl: baseUrl, registryUrl, clientId, clientSecret } = place;
	const credential = await client.createCredential({
		name: 'Bench',
		type: 'airbyteApi',
		data: {
			authentication: 'clientCredentials',
			baseUrl,
			registryUrl,
			clientId,
			clientSecret,
		},
	});
	const workflow = await client.importWorkflow(workflowOf(given, place), [credential]);

	const { nowMb: idleMb } = await memory(pid);
	await resetPeak(pid);
	const cpuBefore = await cpuMs(pid);
	await client.rest('POST', `/rest/workflows/${workflow.id}/run`, {
		body: { triggerToStartFrom: { name: 'Start' } },
	});
	// The list of executions comes without their data: watching costs n8n little.
	const [summary] = await client.waitForExecutions(workflow.id, 1, AT_MOST);
	const used = (await cpuMs(pid)) - cpuBefore;
	const { peakMb } = await memory(pid);

	const execution = await client.execution(summary?.id ?? '');
	const [run] = execution.data.resultData.runData[MEASURED] ?? [];
	const started = DateTime.fromISO(execution.startedAt);
	const stopped = DateTime.fromISO(execution.stoppedAt ?? '');
	return {
		nodeMs: run?.executionTime ?? NaN,
		executionMs: stopped.diff(started).toMillis(),
		cpuMs: used,
		peakMb,
		idleMb,
		output: run?.data?.main?.[0]?.length ?? 0,
		status: execution.status,
	};
}
