import type { OAuthRequirements } from './oauthRequirements';
import { valueAt } from './paths';

/**
 * Whether a configuration that is sent without a secret brings an OAuth client of its own. Unless an override was set
 * first, Airbyte Cloud swaps in its own client for it without a word: the source is created, its syncs fail later
 * (airbyte#79592, #57001, #68656).
 */
export function bringsOwnClient(
	{ clientFields, predicate }: OAuthRequirements,
	configuration: object,
): boolean {
	const choosesOAuth = !predicate || valueAt(configuration, predicate.path) === predicate.value;
	return (
		choosesOAuth && clientFields.some(({ path }) => valueAt(configuration, path) !== undefined)
	);
}
