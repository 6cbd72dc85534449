import type { Place } from './remoteSandbox';

export const nameOf = (index: number): string => `Customer ${index}`;

/** The configuration of every source; a real one's size. */
export const configuration = {
	account_id: 'acct_1234567890',
	client_secret: 'made up for the bench',
	start_date: '2026-01-01T00:00:00Z',
};

/** The body of POST /sources. */
export function sourceOf({ workspaceId, definitionId }: Place, name: string) {
	return { name, workspaceId, definitionId, configuration };
}
