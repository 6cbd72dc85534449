import type { Connector } from '../connectors';
import type { Routes } from '../context';
import { clientInForce } from '../oauth/clients';
import { uuid } from './schemas';

/** The server's own Configuration API: POST /source_definition_specifications/get. */
export const configApiRoutes: Routes = (server, { store }) => {
	server.post<{ Body: { sourceDefinitionId: string; workspaceId: string } }>(
		'/source_definition_specifications/get',
		{
			config: { role: 'WORKSPACE_READER' },
			schema: {
				body: {
					type: 'object',
					required: ['sourceDefinitionId', 'workspaceId'],
					properties: { sourceDefinitionId: uuid, workspaceId: uuid },
				},
			},
		},
		async ({ body: { sourceDefinitionId, workspaceId } }) => {
			store.workspace(workspaceId);
			const connector = store.connector(sourceDefinitionId);
			return {
				sourceDefinitionId,
				documentationUrl: connector.documentationUrl,
				connectionSpecification: connector.spec.connectionSpecification,
				advancedAuth: advancedAuth(connector),
				advancedAuthGlobalCredentialsAvailable:
					clientInForce(store, connector, workspaceId) !== undefined,
			};
		},
	);
};

/** The registry's advanced_auth in the camel case of the Configuration API. */
function advancedAuth({ spec: { advanced_auth: auth } }: Connector) {
	const oauth = auth?.oauth_config_specification;
	return (
		auth && {
			authFlowType: auth.auth_flow_type,
			predicateKey: auth.predicate_key ?? [],
			predicateValue: auth.predicate_value,
			oauthConfigSpecification: oauth && {
				oauthUserInputFromConnectorConfigSpecification:
					oauth.oauth_user_input_from_connector_config_specification,
				completeOAuthOutputSpecification: oauth.complete_oauth_output_specification,
				completeOAuthServerInputSpecification: oauth.complete_oauth_server_input_specification,
				completeOAuthServerOutputSpecification: oauth.complete_oauth_server_output_specification,
				oauthConnectorInputSpecification: oauth.oauth_connector_input_specification,
			},
		}
	);
}
