import type { INodeParameters } from 'n8n-workflow';

/** A trigger's URL as a person would paste it. */
export const TRIGGER_URL =
	'https://n8n.example.com/webhook/0b0a1c3e-55a1-4c0e-9f47-2f6c6d9b7a10/0b0a1c3e-55a1-4c0e-9f47-2f6c6d9b7a10/airbyte/:state';

export const locator = (mode: 'id' | 'name', value: string): INodeParameters => ({
	__rl: true,
	mode,
	value,
});

/** Parameters of *OAuth: Initiate*; each may be replaced. */
export const initiate = (
	workspaceId: string,
	sourceType: string,
	other: INodeParameters = {},
): INodeParameters => ({
	resource: 'oauth',
	operation: 'initiate',
	workspaceId: locator('id', workspaceId),
	sourceType: locator('name', sourceType),
	redirectUrl: TRIGGER_URL,
	specifyOAuthInput: 'json',
	oAuthInputConfiguration: '{}',
	context: '{}',
	linkLifetime: 24,
	options: {},
	...other,
});

/** Parameters of *Source: Create* with a secret id; each may be replaced. */
export const createSource = (
	workspaceId: string,
	sourceType: string,
	other: INodeParameters = {},
): INodeParameters => ({
	resource: 'source',
	operation: 'create',
	workspaceId: locator('id', workspaceId),
	name: 'A source',
	connector: locator('name', sourceType),
	authorizeWith: 'secretId',
	secretId: '',
	specifyConfiguration: 'json',
	configuration: '{}',
	...other,
});

/** Parameters of *Source: Create* without a secret id. */
export const createConfiguredSource = (
	workspaceId: string,
	sourceType: string,
	configuration: string,
	other: INodeParameters = {},
): INodeParameters =>
	createSource(workspaceId, sourceType, {
		authorizeWith: 'configuration',
		configuration,
		...other,
	});

/** Parameters of *Workspace: Set OAuth Override*. */
export const setOAuthOverride = (
	workspaceId: string,
	name: string,
	configuration: string,
): INodeParameters => ({
	resource: 'workspace',
	operation: 'setOAuthOverride',
	workspaceId: locator('id', workspaceId),
	actorType: 'source',
	name: locator('name', name),
	specifyConfiguration: 'json',
	configuration,
});
