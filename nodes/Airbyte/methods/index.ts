import {
	getConfigurationFields,
	getOAuthInputFields,
	getOptionalScopes,
	getOverrideFields,
	getScopes,
} from './connectorForm';
import { searchOAuthSourceTypes, searchSourceTypes } from './searchSourceTypes';
import { searchWorkspaces } from './searchWorkspaces';

/** What the editor asks while a person chooses from a list or fills a form in. */
export const methods = {
	listSearch: { searchWorkspaces, searchSourceTypes, searchOAuthSourceTypes },
	resourceMapping: { getConfigurationFields, getOAuthInputFields, getOverrideFields },
	loadOptions: { getScopes, getOptionalScopes },
};
