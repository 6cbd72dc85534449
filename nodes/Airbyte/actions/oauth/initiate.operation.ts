import { Duration } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { AirbyteApi } from '../../../shared/api/airbyteApi';
import { apiRoot } from '../../../shared/api/baseUrl';
import { rememberConsent } from '../../../shared/onboarding/consentStates';
import { executionUrl } from '../../../shared/onboarding/executionUrl';
import { optionalHttpsUrl } from '../../../shared/onboarding/httpsUrl';
import { newLinkState, sealState, type LinkOrder } from '../../../shared/onboarding/linkState';
import { checkPage } from '../../../shared/onboarding/receiverSettings';
import { signingKey } from '../../../shared/onboarding/signingKey';
import { parseTriggerUrl, type RedirectTarget } from '../../../shared/onboarding/triggerUrl';
import type { Operation, OperationContext } from '../operation';
import type { ItemParameters } from '../parameters';
import { initiateFields } from './initiate.fields';

/** The answer of `POST /sources/initiateOAuth`: Airbyte sends `consentUrl`, its documentation says `redirect_url`. */
interface InitiateOAuthAnswer {
	consentUrl?: string;
	redirect_url?: string;
	consent_url?: string;
}

/** What a consent is for. */
type Subject = Pick<LinkOrder, 'workspaceId' | 'sourceType' | 'definitionId' | 'sourceId'>;

export const initiateOAuth: Operation = {
	value: 'initiate',
	name: 'Initiate',
	action: 'Initiate OAuth',
	description: 'Make a link with which a customer lets Airbyte read an account',
	fields: initiateFields,

	async run({ api, parameters, execution, now }) {
		const target = redirectTarget({ parameters, execution });
		const page = parameters.object('page');
		checkPage(page);
		const lifetime = Duration.fromObject({ hours: parameters.positiveNumber('linkLifetime') });
		const oAuthInputConfiguration = parameters.formOrJson(
			'specifyOAuthInput',
			'oAuthInputFields',
			'oAuthInputConfiguration',
		);
		const carried = {
			context: parameters.object('context'),
			// The source's configuration needs the same values again.
			...(Object.keys(oAuthInputConfiguration).length > 0 && { oAuthInputConfiguration }),
			...(Object.keys(page).length > 0 && { page }),
			...destinations(parameters),
		};
		const subject = await subjectOf({ api, parameters });
		const state = newLinkState({ ...subject, ...carried }, now, now.plus(lifetime));
		const audience = { apiRoot: apiRoot(api.credential.baseUrl), receiver: target.receiver };

		const { workspaceId, sourceType, sourceId } = subject;
		const answer = await api.post<InitiateOAuthAnswer>('/sources/initiateOAuth', {
			workspaceId,
			sourceType,
			redirectUrl: target.withState(sealState(state, audience, signingKey(api.credential))),
			oAuthInputConfiguration,
			...scopes({
				requestedScopes: parameters.option<string[]>('requestedScopes'),
				requestedOptionalScopes: parameters.option<string[]>('requestedOptionalScopes'),
			}),
		});
		const consentUrl = consentUrlOf(answer);
		rememberConsent(state.nonce, consentUrl);

		return {
			consentUrl,
			status: 'pending',
			state: state.nonce,
			issuedAt: state.issuedAt,
			expiresAt: state.expiresAt,
			workspaceId,
			sourceType,
			...(sourceId && { sourceId }),
			context: state.context,
		};
	},
};

/** @throws UserError when it is not https, not a trigger's, or one execution is to wait for several customers */
function redirectTarget({
	parameters,
	execution,
}: Pick<OperationContext, 'parameters' | 'execution'>): RedirectTarget {
	return parameters.text('redirectTo') === 'execution'
		? executionUrl(execution)
		: parseTriggerUrl(parameters.requiredText('redirectUrl'));
}

async function subjectOf({
	api,
	parameters,
}: {
	api: AirbyteApi;
	parameters: ItemParameters;
}): Promise<Subject> {
	if (parameters.text('purpose') !== 'existingSource') {
		const definitionId = parameters.option<string>('definitionId')?.trim();
		return {
			workspaceId: parameters.id('workspaceId'),
			sourceType: parameters.requiredText('sourceType'),
			...(definitionId && { definitionId }),
		};
	}
	const sourceId = parameters.requiredText('sourceId');
	const { workspaceId, sourceType, definitionId } = await api.get<Subject>(
		`/sources/${encodeURIComponent(sourceId)}`,
	);
	// Airbyte API: SourceResponse has an empty type where the connector has no short name.
	if (sourceType) return { workspaceId, sourceType, definitionId, sourceId };
	throw new UserError(`Airbyte knows no short name for the connector of source ${sourceId}`, {
		description:
			'Consents can be initiated by short name only, so this source cannot be connected anew with a link.',
	});
}

function destinations(parameters: ItemParameters): Pick<LinkOrder, 'successUrl' | 'failureUrl'> {
	const successUrl = optionalHttpsUrl('Success URL', parameters.option('successUrl'));
	const failureUrl = optionalHttpsUrl('Failure URL', parameters.option('failureUrl'));
	return { ...(successUrl && { successUrl }), ...(failureUrl && { failureUrl }) };
}

function consentUrlOf(answer: InitiateOAuthAnswer): string {
	const consentUrl = answer.consentUrl ?? answer.redirect_url ?? answer.consent_url;
	if (typeof consentUrl === 'string') return consentUrl;
	throw new UserError('Airbyte answered without a consent URL', {
		description: 'Check the API Base URL of the Airbyte credential: this may be no Airbyte API.',
	});
}

/** Airbyte refuses scopes for connectors that do not take any, so an empty list is not sent. */
function scopes(requested: Record<string, string[] | undefined>): IDataObject {
	return Object.fromEntries(Object.entries(requested).filter(([, list]) => list?.length));
}
