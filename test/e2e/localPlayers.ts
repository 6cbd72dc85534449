/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { listen, LOOPBACK } from '../host/ports';

/** One mail as it was handed over. */
export interface Mail {
	to: string;
	/** The message with its headers, transport encoding undone. */
	text: string;
}

/** A mail server that keeps what it gets, and speaks as much SMTP as n8n's mail node asks of it. */
export class Mailbox {
	readonly mails: Mail[] = [];

	/** Recipients that are refused. */
	readonly unknown = new Set<string>();

	port = 0;

	private readonly sockets = new Set<Socket>();

	private readonly server: TcpServer = createTcpServer((socket) => this.serve(socket));

	async start(): Promise<void> {
		this.port = await listen(this.server);
	}

	/** The credential of n8n's mail node for this server. */
	get credential() {
		const data = { host: LOOPBACK, port: this.port, secure: false, disableStartTls: true };
		return { name: 'Mail', type: 'smtp', data: { user: '', password: '', hostName: '', ...data } };
	}

	stop(): void {
		for (const socket of this.sockets) socket.destroy();
		this.server.close();
	}

	private serve(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('close', () => this.sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		let to = '';
		let message: string[] | undefined;
		let rest = '';
		socket.write('220 mailbox\r\n');
		socket.setEncoding('utf8').on('data', (chunk: string) => {
			const lines = (rest + chunk).split('\r\n');
			rest = lines.pop() ?? '';
			for (const line of lines) {
				if (message && line !== '.') message.push(line.replace(/^\.\./, '.'));
				else if (message) {
					this.mails.push({ to, text: readable(message) });
					message = undefined;
					socket.write('250 kept\r\n');
				} else if (/^RCPT TO:/i.test(line)) {
					to = /<(.*)>/.exec(line)?.[1] ?? '';
					socket.write(this.unknown.has(to) ? '550 nobody here of that name\r\n' : '250 ok\r\n');
				} else if (/^DATA/i.test(line)) {
					message = [];
					socket.write('354 go on\r\n');
				} else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
				else socket.write('250 ok\r\n');
			}
		});
	}
}

/** One call of the app's backend. */
export interface Call {
	path: string;
	headers: IncomingMessage['headers'];
	body: unknown;
}

/** The backend of an app, or a chat: keeps what it is sent and answers 200. */
export class AppBackend {
	readonly calls: Call[] = [];

	url = '';

	private readonly server: Server = createServer((request, response) => {
		void text(request).then((body) => {
			const { url: path = '', headers } = request;
			this.calls.push({ path, headers, body: JSON.parse(body) as unknown });
			response.setHeader('content-type', 'application/json');
			response.end('{}');
		});
	});

	async start(): Promise<void> {
		this.url = `http://${LOOPBACK}:${await listen(this.server)}`;
	}

	stop(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}

/** Quoted-printable undone, where the message is so encoded. */
function readable(lines: string[]): string {
	const message = lines.join('\n');
	if (!/quoted-printable/i.test(message)) return message;
	return message
		.replaceAll('=\n', '')
		.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
