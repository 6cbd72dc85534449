import type { RestSession } from './restSession';

/** One run of one node; n8n's ITaskData, in part. */
export interface NodeRun {
	executionStatus?: string;
	executionTime?: number;
	error?: { message: string; description?: string; [field: string]: unknown };
	/** Outputs by kind, then by output index. */
	data?: { main?: Array<Array<{ json: Record<string, unknown> }> | null> };
}

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	/** Such as success, error, canceled, crashed, running, waiting. */
	status: string;
	mode: string;
	startedAt: string;
	stoppedAt: string | null;
}

export interface Execution extends ExecutionSummary {
	data: {
		resultData: {
			error?: { message: string; description?: string };
			lastNodeExecuted?: string;
			/** By node name; a node may have run several times. */
			runData: Record<string, NodeRun[]>;
		};
	};
}

/** The items a node put out in its last run, by default on its first output. */
export function outputOf<T = Record<string, unknown>>(
	execution: Execution,
	node: string,
	output = 0,
): T[] {
	const run = execution.data.resultData.runData[node]?.at(-1);
	return (run?.data?.main?.[output] ?? []).map(({ json }) => json as T);
}

/** Whether it goes on by itself. */
export function isUnderWay({ status }: ExecutionSummary): boolean {
	return ['new', 'running', 'unknown'].includes(status);
}

/** Why an execution failed, in n8n's words; undefined where it did not. */
export function failureOf(execution: Execution): string | undefined {
	const error = execution.data.resultData.error;
	return error && [error.message, error.description].filter(Boolean).join(' - ');
}

export async function findExecutions(
	session: RestSession,
	workflowId: string,
	headers: Record<string, string>,
): Promise<ExecutionSummary[]> {
	const path = `/api/v1/executions?workflowId=${workflowId}&limit=250`;
	const { data } = await session.json<{ data: ExecutionSummary[] }>('GET', path, { headers });
	return data;
}
