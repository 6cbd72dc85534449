import { ConnectorCatalog } from '../../shared/connectors/catalog';
import type { Connector } from '../../shared/connectors/registry';
import type { OperationContext } from './operation';

/** A connector with its specification, or why it could not be had. */
export type ConnectorLookup = { connector: Connector } | { failure: Error };

/**
 * Looks a connector up once per execution and workspace, whatever comes of it: a registry that is down is not asked
 * again for every item.
 */
export async function lookUpConnector(
	{ api, once }: Pick<OperationContext, 'api' | 'once'>,
	sourceTypeOrId: string,
	workspaceId: string,
): Promise<ConnectorLookup> {
	return await once(`connector ${sourceTypeOrId} of ${workspaceId}`, async () => {
		const catalog = new ConnectorCatalog(api, workspaceId);
		return await catalog.connector(sourceTypeOrId).then(
			(connector) => ({ connector }),
			(error: Error) => ({ failure: error }),
		);
	});
}

/** The connector where nothing goes on without its specification. @throws UserError when it cannot be had */
export async function requireConnector(
	context: Pick<OperationContext, 'api' | 'once'>,
	sourceTypeOrId: string,
	workspaceId: string,
): Promise<Connector> {
	const lookup = await lookUpConnector(context, sourceTypeOrId, workspaceId);
	if ('failure' in lookup) throw lookup.failure;
	return lookup.connector;
}
