import type { FastifyInstance } from 'fastify';
import type { Access } from './auth';
import type { Behaviour } from './behaviour';
import type { Store } from './store';

/** What every route of the sandbox works with. */
export interface Context {
	store: Store;
	behaviour: Behaviour;
	access: Access;
	/** Where browsers and clients find the sandbox, without a slash at the end. */
	publicUrl(): string;
}

/** A group of routes, registered under each base path it is served at. */
export type Routes = (server: FastifyInstance, context: Context) => void;
