/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'luxon';
import { N8nClient, type Owner } from './client';
import { installN8n, type N8nInstall } from './install';
import { N8nProcess } from './n8nProcess';
import { layDown } from './pack';
import { freePorts, LOOPBACK } from './ports';
import { endWithUs, lastLines } from './process';
import { waitFor } from './wait';

const READY_WITHIN = Duration.fromObject({ seconds: 120 });

export interface StartN8nOptions {
	/** The n8n version; installed when it is not there yet. */
	version?: string;
	/** Kept when it ends, and may be started on again. Without it: a temporary one, removed. */
	userFolder?: string;
	/** A packed node package to lay into the user folder. */
	tarball?: string;
	/** The address under which the world reaches n8n, with the closing slash. */
	webhookUrl?: string;
	/** n8n's port; a free one by default. */
	port?: number;
	/** More variables for n8n, over the host's own. */
	env?: Record<string, string>;
	/** Takes lines of progress of an install. */
	report?: (line: string) => void;
}

/** What outlives a process of n8n: it lies in the user folder. */
interface Identity {
	encryptionKey: string;
	owner: Owner;
}

/** Installs n8n where needed, starts it, waits until it answers and sets its owner up. */
export async function startN8n(options: StartN8nOptions = {}): Promise<N8nHost> {
	const install = await installN8n({ version: options.version, report: options.report });
	const userFolder =
		options.userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-nodes-airbyte-host-')));
	const [freePort = 0, brokerPort = 0] = await freePorts(2);
	const port = options.port ?? freePort;
	const identity = await loadIdentity(userFolder);
	if (options.tarball !== undefined) await layDown(options.tarball, userFolder);
	const env = {
		...environment({ userFolder, port, brokerPort, version: install.version }),
		N8N_ENCRYPTION_KEY: identity.encryptionKey,
		...(options.webhookUrl !== undefined && { WEBHOOK_URL: options.webhookUrl }),
		...options.env,
	};
	const temporary = options.userFolder === undefined;
	const host = new N8nHost(install, env, { userFolder, temporary, port, owner: identity.owner });
	await host.start();
	return host;
}

/** An n8n with its user folder; it may be stopped, killed and started again. */
export class N8nHost {
	/** Such as http://127.0.0.1:41234, without a closing slash. */
	readonly url: string;

	readonly port: number;

	readonly owner: Owner;

	readonly userFolder: string;

	/** Logged in as the owner. */
	readonly client: N8nClient;

	private readonly temporary: boolean;

	private process?: N8nProcess;

	private readonly untieFolder: () => void;

	private printed = '';

	constructor(
		readonly install: N8nInstall,
		private readonly env: Record<string, string>,
		place: { userFolder: string; temporary: boolean; port: number; owner: Owner },
	) {
		this.port = place.port;
		this.url = `http://${LOOPBACK}:${place.port}`;
		this.owner = place.owner;
		this.userFolder = place.userFolder;
		this.temporary = place.temporary;
		this.client = new N8nClient(this.url, () => this.logTail());
		this.untieFolder = endWithUs(() => {
			if (this.temporary) rmSync(this.userFolder, { recursive: true, force: true, maxRetries: 3 });
		});
	}

	/** Everything n8n printed since the first start. */
	log(): string {
		return this.printed;
	}

	logTail(lines = 20): string {
		return `The last lines of n8n's log:\n${lastLines(this.printed, lines)}`;
	}

	/** The process id, while n8n runs. */
	get pid(): number | undefined {
		return this.process?.pid;
	}

	/** Starts n8n and waits until it serves; after `stop` or `kill` it goes on where it was. */
	async start(): Promise<void> {
		if (this.process) throw new Error('n8n runs already');
		this.process = this.startProcess(['start']);
		const ready = async () => {
			await this.waitUntilReady();
			await this.client.becomeOwner(this.owner);
		};
		await ready().catch(async (cause: unknown) => {
			await this.stop();
			const words = cause instanceof Error ? cause.message : String(cause);
			throw new Error(`n8n did not start: ${words}\n${this.logTail()}`, { cause });
		});
	}

	/** Ends n8n in good order. A user folder that was not given is removed for good. */
	async stop({ keepFolder = false } = {}): Promise<void> {
		await this.process?.stop();
		this.process = undefined;
		await this.client.close();
		if (this.temporary && !keepFolder) {
			this.untieFolder();
			await rm(this.userFolder, { recursive: true, force: true, maxRetries: 3 });
		}
	}

	/** Ends n8n as a power cut would; the user folder stays. */
	async kill(): Promise<void> {
		await this.process?.kill();
		this.process = undefined;
		await this.client.close();
	}

	/** A new process on the same folder, port and address. */
	async restart(): Promise<void> {
		await this.stop({ keepFolder: true });
		await this.start();
	}

	/**
	 * One more process of this n8n, such as `worker`, with its folder and settings. Whoever starts it
	 * ends it, before this one.
	 */
	startProcess(args: readonly string[], env: Record<string, string> = {}): N8nProcess {
		const collect = (text: string) => {
			this.printed += text;
		};
		return new N8nProcess(this.install, { ...this.env, ...env }, collect, args);
	}

	/**
	 * n8n 2.41: /healthz answers before the migrations, /healthz/readiness before the REST routes;
	 * only both of these together say that it serves.
	 */
	private async waitUntilReady(): Promise<void> {
		await waitFor({
			what: `n8n ${this.install.version} to serve ${this.url}`,
			atMost: READY_WITHIN,
			probe: async () => {
				const ended = this.process?.ended;
				if (ended) throw new Error(`n8n ended while it started: ${ended}`);
				return (
					(await this.client.answers('/healthz/readiness')) &&
					(await this.client.answers('/rest/settings'))
				);
			},
		});
	}
}

async function loadIdentity(userFolder: string): Promise<Identity> {
	const file = join(userFolder, 'host-identity.json');
	const kept = await readFile(file, 'utf8').catch(() => undefined);
	if (kept !== undefined) return JSON.parse(kept) as Identity;
	const identity: Identity = {
		encryptionKey: randomBytes(24).toString('hex'),
		// n8n asks for eight characters with a capital and a digit.
		owner: { email: 'owner@example.com', password: `Demo1${randomBytes(6).toString('hex')}` },
	};
	await writeFile(file, JSON.stringify(identity), { mode: 0o600 });
	return identity;
}

/** Nothing of the caller's own n8n settings gets in, and nothing of n8n reaches outward. */
function environment(place: {
	userFolder: string;
	port: number;
	brokerPort: number;
	version: string;
}): Record<string, string> {
	return {
		PATH: process.env.PATH ?? '',
		HOME: place.userFolder,
		TZ: 'UTC',
		N8N_USER_FOLDER: place.userFolder,
		N8N_PORT: String(place.port),
		N8N_LISTEN_ADDRESS: LOOPBACK,
		N8N_HOST: LOOPBACK,
		N8N_SECURE_COOKIE: 'false',
		DB_TYPE: 'sqlite',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
		...(place.version.startsWith('1.')
			? { N8N_RUNNERS_ENABLED: 'true' }
			: { N8N_DISABLED_MODULES: 'mcp-registry' }),
	};
}
