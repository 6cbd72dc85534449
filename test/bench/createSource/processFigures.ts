/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { readFile, writeFile } from 'node:fs/promises';

/** Linux counts CPU in hundredths of a second, whatever the kernel's own tick (proc(5), USER_HZ). */
const TICK_MS = 10;

/** CPU that a process has used so far, its own and the system's for it, ms. Linux only. */
export async function cpuMs(pid: number): Promise<number> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
	// The second field is the command in parentheses and may hold spaces; utime is the 14th.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Resident memory now and at its highest since `resetPeak`, MB. Linux only. */
export async function memory(pid: number): Promise<{ nowMb: number; peakMb: number }> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	const megabytes = (field: string) =>
		Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
	return { nowMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM') };
}

/** Lets the highest resident memory start anew from where it stands (proc(5), clear_refs). */
export async function resetPeak(pid: number): Promise<void> {
	await writeFile(`/proc/${pid}/clear_refs`, '5');
}
