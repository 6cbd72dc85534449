/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { generate } from 'selfsigned';
import { listen, LOOPBACK } from './ports';

/** An https address before an http server. */
export interface TlsFront {
	/** Such as https://localhost:41235, without a closing slash. */
	url: string;
	/** The certificate a client has to trust, PEM. */
	ca: string;
	/** The server's port behind the front; until it is set connections are dropped. */
	pointTo(port: number): void;
	stop(): Promise<void>;
}

/**
 * Airbyte takes redirect addresses by https only. This front ends TLS with a certificate of its
 * own making and hands the bytes on as they are.
 */
export async function startTlsFront(): Promise<TlsFront> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
		extensions: [
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 7, ip: LOOPBACK },
				],
			},
		],
	});
	const sockets = new Set<Socket>();
	let target: number | undefined;

	const server = createServer({ key, cert }, (incoming) => {
		if (target === undefined) {
			incoming.destroy();
			return;
		}
		const outgoing = connect(target, LOOPBACK);
		incoming.pipe(outgoing).pipe(incoming);
		for (const [socket, other] of [
			[incoming, outgoing],
			[outgoing, incoming],
		] as const) {
			sockets.add(socket);
			// One side that fails or leaves takes the other along: the client sees what happened.
			socket.on('error', () => other.destroy());
			socket.on('close', () => {
				sockets.delete(socket);
				other.destroy();
			});
		}
	});
	server.on('tlsClientError', () => {});
	const port = await listen(server);

	return {
		url: `https://localhost:${port}`,
		ca: cert,
		pointTo: (next) => {
			target = next;
		},
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
