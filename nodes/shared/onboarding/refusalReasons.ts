import type { InvalidReason } from './judge';

/** What the owner reads in the log. The customer is told the same for all of them. */
export const REASONS: Record<InvalidReason, string> = {
	malformed: 'its state is not one that this package makes',
	otherKey:
		"its state was sealed with another secret. Use the same Airbyte credential here and in the node that makes the links; if its secret was changed, links made before no longer open unless the former secret stands in 'Previous Signing Secret' of the credential",
	forged:
		'its state was altered, or belongs to another trigger or another Airbyte: the Redirect URL has to be the one of this trigger',
	oversize: 'its address is longer than any redirect of Airbyte',
	repeated: 'it has a parameter of Airbyte more than once',
	secretMalformed: 'its secret_id does not look like one',
	otherWorkspace: 'its workspace_id is not the one of the link',
	otherDefinition: 'its definition_id is not the one of the link',
	otherConsent: 'its state of Airbyte is not the one of the consent that this link leads to',
	onlyLooking: 'it is a probe, a prefetch or a link preview, which use no link up',
	noKey: 'links cannot be opened',
};
