import type { FastifyRequest } from 'fastify';
import type { Context } from '../context';

export interface PageQuery {
	limit: number;
	offset: number;
	includeDeleted: boolean;
	/** Sent once, repeated, or with commas: all are understood. */
	workspaceIds?: string | string[];
}

/** The ids asked for; empty means all. */
export function requestedIds(ids: string | string[] = []): string[] {
	return [ids].flat().flatMap((id) => id.split(',').filter(Boolean));
}

/**
 * One page with full addresses to its neighbours. `next` is there whenever the page holds anything,
 * so that the last one met is empty; an absent neighbour is an empty string.
 * Airbyte API: GET /sources, GET /workspaces.
 */
export function page<T>(context: Context, request: FastifyRequest, all: readonly T[]) {
	const { limit, offset } = request.query as PageQuery;
	const data = all.slice(offset, offset + limit);
	const link = (at: number) => {
		const host =
			context.behaviour.pageLinkHost === 'own' ? context.publicUrl() : 'http://airbyte.invalid';
		const url = new URL(request.url, host);
		url.searchParams.set('limit', String(limit));
		url.searchParams.set('offset', String(at));
		return url.href;
	};
	return {
		data,
		previous: offset > 0 ? link(Math.max(0, offset - limit)) : '',
		next: data.length > 0 ? link(offset + limit) : '',
	};
}
