import { readRedirectQuery } from '../../nodes/shared/onboarding/redirectQuery';
import { parseTriggerUrl } from '../../nodes/shared/onboarding/triggerUrl';

describe('the URL of a trigger', () => {
	it('takes the state in place of its placeholder', () => {
		const trigger = parseTriggerUrl(' https://n8n.example.com/webhook/an-id/airbyte/:state ');
		expect(trigger.receiver).toBe('an-id');
		expect(trigger.withState('SEALED')).toBe(
			'https://n8n.example.com/webhook/an-id/airbyte/SEALED',
		);
	});

	it('may be the test URL, below a path, or with a query', () => {
		const url = 'https://example.com/n8n/webhook-test/an-id/airbyte/:state?from=mail';
		expect(parseTriggerUrl(url).withState('S')).toBe(
			'https://example.com/n8n/webhook-test/an-id/airbyte/S?from=mail',
		);
	});

	it.each(['http://n8n.example.com/webhook/an-id/airbyte/:state', 'n8n.example.com', ''])(
		"has to be https: '%s' is refused",
		(url) => {
			expect(() => parseTriggerUrl(url)).toThrow(/is not an https address/);
		},
	);

	it.each([
		'https://n8n.example.com/',
		'https://n8n.example.com/webhook/an-id/airbyte',
		'https://n8n.example.com/webhook/an-id/airbyte/state',
		'https://n8n.example.com/webhook/an-id/other/:state',
		'https://n8n.example.com/airbyte/:state/more',
	])('has to be that of an Airbyte OAuth Trigger: %s is refused', (url) => {
		expect(() => parseTriggerUrl(url)).toThrow(/not the URL of an Airbyte OAuth Trigger/);
	});
});

describe('the query of a redirect', () => {
	const coordinate = 'airbyte_oauth_workspace_w_secret_s_v1';

	it('has the secret id and, where Airbyte sends them, workspace, definition and state', () => {
		expect(
			readRedirectQuery(`/x?secret_id=${coordinate}&state=s&workspace_id=w&definition_id=d`),
		).toEqual({
			query: { secretId: coordinate, workspaceId: 'w', definitionId: 'd', airbyteState: 's' },
		});
		expect(readRedirectQuery(`/x?secret_id=${coordinate}`)).toEqual({
			query: { secretId: coordinate },
		});
	});

	it('may begin with a second question mark', () => {
		expect(readRedirectQuery(`/x?from=mail?secret_id=${coordinate}`)).toMatchObject({
			query: { secretId: coordinate },
		});
	});

	it.each([
		['?error=access_denied', { reason: 'access_denied' }],
		[
			'?error=access_denied&error_description=The+user%0Asaid+no',
			{ reason: 'access_denied', description: 'The user said no' },
		],
		['?error_description=no', { reason: 'unknown', description: 'no' }],
		[`?error=access_denied&secret_id=${coordinate}`, { reason: 'access_denied' }],
		['', { reason: 'no_secret_id' }],
		['?state=s', { reason: 'no_secret_id' }],
		[`?error=${'x'.repeat(1000)}`, { reason: 'x'.repeat(200) }],
	])('is declined: %s', (query, declined) => {
		expect(readRedirectQuery(`/webhook/w/airbyte/s${query}`)).toEqual({ query: { declined } });
	});

	it.each([
		['repeated', `?secret_id=${coordinate}&secret_id=${coordinate}`],
		['repeated', `?secret_id=${coordinate}&workspace_id=a&workspace_id=b`],
		['repeated', `?secret_id=${coordinate}?state=a&state=b`],
		['secretMalformed', '?secret_id='],
		['secretMalformed', '?secret_id=short'],
		['secretMalformed', '?secret_id=%3Cscript%3Ealert(1)'],
		['secretMalformed', `?secret_id=${'x'.repeat(513)}`],
		['secretMalformed', '?secret_id=line%0Abreak'],
		['oversize', `?secret_id=${coordinate}&filler=${'x'.repeat(8192)}`],
	])('is %s: %s', (refusal, query) => {
		expect(readRedirectQuery(`/webhook/w/airbyte/s${query}`)).toEqual({ refusal });
	});
});
