import { UserError } from 'n8n-workflow';

import type { AirbyteCredential } from '../api/credential';
import { linkKeys, type LinkKeys } from './linkKeys';
import { seal, unseal } from './sealing';

/** No secret id of Airbyte begins like this: it tells a sealed one from a plain one. */
const PREFIX = 'sealed:';

/** A secret id under a credential's key, for an item that n8n stores with its execution data. */
export function sealSecretId(secretId: string, { apiRoot, keys: [key] }: LinkKeys): string {
	if (!key) throw new UserError('There is no key to seal the secret ID with');
	return PREFIX + seal(secretId, binding(apiRoot), key);
}

/**
 * The secret id that Airbyte knows, for one that may be sealed. A plain one comes back as it is.
 *
 * @throws UserError when it was sealed for another credential or Airbyte, or is damaged
 */
export function openSecretId(secretId: string, credential: AirbyteCredential): string {
	if (!secretId.startsWith(PREFIX)) return secretId;
	const sealed = secretId.slice(PREFIX.length);
	const { apiRoot, keys } = linkKeys(credential);
	const opened = unseal(sealed, binding(apiRoot), keys);
	if ('text' in opened) return opened.text;
	throw new UserError("The field 'Secret ID' holds a sealed secret that does not open here", {
		description:
			"Use the same Airbyte credential here and in the node that received the consent, and pass the value on unchanged. After a change of the credential's secret, keep the former one in 'Previous Signing Secret'.",
	});
}

function binding(apiRoot: string): string[] {
	return ['secret-id', apiRoot];
}
