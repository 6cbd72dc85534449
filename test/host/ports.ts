/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** The only address anything of ours listens on. */
export const LOOPBACK = '127.0.0.1';

/** So many different ports that nobody listens on right now. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	try {
		// All are held until all are known, or the system may hand out one of them twice.
		return await Promise.all(servers.map(async (server) => await listen(server)));
	} finally {
		for (const server of servers) server.close();
	}
}

/** Lets a server listen on a free loopback port. */
export async function listen(server: Server): Promise<number> {
	server.listen(0, LOOPBACK);
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}
