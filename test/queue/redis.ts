/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in development, never inside n8n */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

import { freePorts, waitFor } from '../host';
import { LOOPBACK } from '../host/ports';
import { endWithUs } from '../host/process';

/** A Redis of our own, which keeps nothing. */
export interface Redis {
	port: number;
	stop(): Promise<void>;
}

/** @throws Error naming the package where there is no Redis on this machine */
export async function startRedis(): Promise<Redis> {
	const [port = 0] = await freePorts(1);
	const args = ['--bind', LOOPBACK, '--port', String(port), '--save', '', '--appendonly', 'no'];
	const child = spawn('redis-server', args, { stdio: 'ignore' });
	const untie = endWithUs(() => child.kill('SIGKILL'));
	const missing = once(child, 'error').then(() => {
		throw new Error(
			'No Redis: install the package `redis-server` (Debian: apt-get install redis-server)',
		);
	});
	const ready = waitFor({ what: 'Redis to listen', probe: async () => await listens(port) });
	await Promise.race([ready, missing]);
	return {
		port,
		stop: async () => {
			child.kill('SIGTERM');
			await once(child, 'exit');
			untie();
		},
	};
}

async function listens(port: number): Promise<boolean> {
	const socket = connect(port, LOOPBACK);
	return await once(socket, 'connect')
		.then(
			() => true,
			() => false,
		)
		.finally(() => socket.destroy());
}
