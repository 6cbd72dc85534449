import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { DateTime, Duration } from 'luxon';
import type { Behaviour } from './behaviour';
import { problems, withheld, type ApiFailure } from './problems';

/** What a caller may do in every workspace. Airbyte API: roles; readers read, editors write. */
export type Role = 'WORKSPACE_READER' | 'WORKSPACE_EDITOR';

export interface ClientCredentials {
	clientId: string;
	clientSecret: string;
}

/** An application: it acts with the roles of the user who created it. */
export interface Application extends ClientCredentials {
	roles: readonly Role[];
}

interface IssuedToken {
	subject: string;
	roles: readonly Role[];
	expiresAt: DateTime;
}

declare module 'fastify' {
	interface FastifyContextConfig {
		/** The role a route asks for; `nobody` asks for no credentials at all. */
		role?: Role | 'nobody';
	}
}

const allRoles: readonly Role[] = ['WORKSPACE_READER', 'WORKSPACE_EDITOR'];

/** Who may call: applications, the tokens they were issued, an API key, a user of the old proxy. */
export class Access {
	readonly apiKey = randomBytes(24).toString('base64url');
	readonly basicAuth = { username: 'airbyte', password: randomBytes(9).toString('base64url') };
	private readonly tokens = new Map<string, IssuedToken>();
	private readonly applications: Application[] = [];
	readonly application = this.addApplication(allRoles);
	readonly restrictedApplication = this.addApplication(['WORKSPACE_READER']);

	constructor(
		private readonly behaviour: Behaviour,
		private readonly lifetime: Duration,
	) {}

	addApplication(roles: readonly Role[]): Application {
		const application = {
			clientId: randomUUID(),
			clientSecret: randomBytes(24).toString('base64url'),
			roles,
		};
		this.applications.push(application);
		return application;
	}

	/** `expiresIn` in whole seconds; undefined when the credentials are wrong. */
	issueToken({ clientId, clientSecret }: ClientCredentials) {
		const application = this.applications.find(
			(known) => known.clientId === clientId && known.clientSecret === clientSecret,
		);
		if (!application) return undefined;
		const now = DateTime.utc();
		const lived = this.lifetime.as('seconds') / (this.behaviour.tokenExpiry === 'shorter' ? 5 : 1);
		const expiresAt = now.plus({ seconds: lived });
		const subject = application.clientId;
		const token = jwtShaped({
			sub: subject,
			iat: Math.floor(now.toSeconds()),
			exp: Math.floor(expiresAt.toSeconds()),
			jti: randomUUID(),
		});
		this.tokens.set(token, { subject, roles: application.roles, expiresAt });
		return { token, expiresIn: Math.floor(this.lifetime.as('seconds')) };
	}

	revokeTokens(): void {
		this.tokens.clear();
	}

	/** @throws problem when the caller is unknown or lacks the role the route asks for */
	authorize(request: FastifyRequest): void {
		const { role } = request.routeOptions.config;
		if (role === 'nobody') return;
		if (this.behaviour.userAgentRequired && !request.headers['user-agent']) {
			throw problems.forbidden();
		}
		if (this.behaviour.authentication === 'off') return;
		const roles = this.rolesOf(request.headers.authorization);
		if (!roles) throw this.refusal();
		if (role && !roles.includes(role)) throw problems.forbidden();
	}

	/** Whose an Authorization is: all tokens of an application are one caller's. */
	subjectOf(authorization: string): string {
		return this.tokens.get(authorization.replace(/^bearer +/i, ''))?.subject ?? authorization;
	}

	private rolesOf(authorization = ''): readonly Role[] | undefined {
		const [, scheme, value = ''] = /^(\S+) +(.+)$/.exec(authorization) ?? [];
		if (scheme?.toLowerCase() === 'basic') return this.rolesOfUser(value);
		if (scheme?.toLowerCase() !== 'bearer') return undefined;
		if (value === this.apiKey) return allRoles;
		const token = this.tokens.get(value);
		return token && token.expiresAt > DateTime.utc() ? token.roles : undefined;
	}

	private rolesOfUser(encoded: string): readonly Role[] | undefined {
		const { username, password } = this.basicAuth;
		const expected = Buffer.from(`${username}:${password}`).toString('base64');
		return encoded === expected ? allRoles : undefined;
	}

	private refusal(): ApiFailure {
		const refusals = {
			invalidApiKey: problems.invalidApiKey,
			errorIdOnly: () => withheld(401),
			forbidden: () => problems.forbidden(),
		};
		return refusals[this.behaviour.refusedToken]();
	}
}

/** Three base64url parts; the signature is noise, as no client can check it. */
function jwtShaped(claims: Record<string, string | number>): string {
	const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
	const header = { alg: 'HS256', typ: 'JWT' };
	return [encode(header), encode(claims), randomBytes(32).toString('base64url')].join('.');
}
