/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clickConsent } from './client';
import type { Connector } from './connectors';
import { getAt } from './json';
import { outputFields, serverFields } from './oauth/fields';
import { mergeSecret } from './oauth/merge';
import { validateConfiguration } from './oauth/validation';
import { ApiFailure } from './problems';
import { useSandbox } from './useSandbox';

const specsFolder = join(__dirname, '../../../shared/airbyte/specs');
const atHand = existsSync(specsFolder);
if (!atHand) process.stdout.write(`Real connectors not tried: ${specsFolder} is not there.\n`);

(atHand ? describe : describe.skip)('With the connectors of the real registry', () => {
	const at = useSandbox(atHand ? { specsFolder } : {});
	const withOAuth = () =>
		at.store.connectors
			.all()
			.filter(({ apiSourceType, spec }) => apiSourceType !== null && spec.advanced_auth);

	it('knows hundreds, and the real one where it has its own of that name', () => {
		expect(at.store.connectors.all().length).toBeGreaterThan(500);
		const images = at.store.connectors.all().map(({ dockerRepository }) => dockerRepository);
		expect(new Set(images).size).toBe(images.length);
		const hubspot = at.store.connectors.bySourceType('hubspot');
		expect(hubspot?.spec.advanced_auth?.predicate_key).toEqual([
			'credentials',
			'credentials_title',
		]);
	});

	it('can read every specification', () => {
		const unreadable = at.store.connectors.all().filter((connector) => !readable(connector));
		expect(unreadable.map(({ dockerRepository }) => dockerRepository)).toEqual([]);
	});

	it('brings a secret home for each one with OAuth, every value at its place', async () => {
		expect(withOAuth().length).toBeGreaterThanOrEqual(30);
		for (const connector of withOAuth()) {
			const secret = at.store.secrets.get(await at.secretId(...consentOf(connector)));
			expect([connector.sourceName, secret?.definitionId]).toEqual([
				connector.sourceName,
				connector.definitionId,
			]);
			if (!secret) continue;
			const merged = mergeSecret({}, connector, secret, at.sandbox.behaviour);
			for (const { path } of serverFields(connector)) expect(getAt(merged, path)).toBe('******');
			for (const { key, path } of outputFields(connector)) {
				expect(getAt(merged, path)).toBe(secret.authPayload?.[key]);
			}
		}
	});

	it('shows a consent screen for each', async () => {
		for (const connector of withOAuth()) {
			const page = await fetch(await at.consentUrl(...consentOf(connector)));
			expect([connector.sourceName, page.status]).toEqual([connector.sourceName, 200]);
		}
	});

	it('says who was declined', async () => {
		const { location } = await clickConsent(await at.consentUrl('notion'), 'deny');
		expect(new URL(location).searchParams.get('definition_id')).toBe(at.definitionId('notion'));
	});
});

function consentOf({ apiSourceType, spec }: Connector) {
	const { properties = {} } =
		spec.advanced_auth?.oauth_config_specification
			?.oauth_user_input_from_connector_config_specification ?? {};
	const oAuthInputConfiguration = Object.fromEntries(
		Object.keys(properties).map((key) => [key, 'acme']),
	);
	return [apiSourceType ?? '', { oAuthInputConfiguration }] as const;
}

/** Valid or refused; anything else means that the schema itself could not be used. */
function readable(connector: Connector): boolean {
	try {
		validateConfiguration(connector, {});
		return true;
	} catch (error) {
		return error instanceof ApiFailure && error.status === 422;
	}
}
