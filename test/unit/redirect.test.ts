import { readRedirectQuery } from '../../nodes/shared/onboarding/redirectQuery';
import { parseTriggerUrl } from '../../nodes/shared/onboarding/triggerUrl';

describe('the URL of a trigger', () => {
	it('takes the state in place of its placeholder', () => {
		const trigger = parseTriggerUrl(' https://n8n.example.com/webhook/an-id/airbyte/:state ');
		expect(trigger.webhookId).toBe('an-id');
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

	it('has the secret id and, where Airbyte sends them, the workspace and definition', () => {
		expect(
			readRedirectQuery(`/x?secret_id=${coordinate}&state=s&workspace_id=w&definition_id=d`),
		).toEqual({
			query: { secretId: coordinate, workspaceId: 'w', definitionId: 'd' },
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
		['declined', '?error=access_denied'],
		['declined', '?error_description=no'],
		['secretMissing', ''],
		['secretMissing', '?state=s'],
		['secretRepeated', `?secret_id=${coordinate}&secret_id=${coordinate}`],
		['secretMalformed', '?secret_id='],
		['secretMalformed', '?secret_id=short'],
		['secretMalformed', '?secret_id=%3Cscript%3Ealert(1)'],
		['secretMalformed', `?secret_id=${'x'.repeat(513)}`],
		['secretMalformed', '?secret_id=line%0Abreak'],
	])('is %s: %s', (refusal, query) => {
		expect(readRedirectQuery(`/webhook/w/airbyte/s${query}`)).toEqual({ refusal });
	});
});
