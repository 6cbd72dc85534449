import type { IDataObject } from 'n8n-workflow';

import type { AirbyteApi } from '../../../shared/api/airbyteApi';
import { AirbyteProblem } from '../../../shared/api/problemReport';
import { mayHaveBeenCarriedOut, MOST_RETRIES } from '../../../shared/api/retry';
import type { Source, SourceDirectory, SourceIdentity } from './sourceDirectory';

/**
 * Creates a source although the answer may get lost: before it is sent again, Airbyte is asked whether it came into
 * being, once at once and once a moment later, as Airbyte may still be at it.
 */
export async function createOnce(
	api: AirbyteApi,
	directory: SourceDirectory,
	identity: SourceIdentity,
	body: IDataObject,
): Promise<Source> {
	for (let retry = 1; ; retry++) {
		const answer = await api.post<Source>('/sources', body).catch((error: Error) => error);
		if (!(answer instanceof Error)) return answer;
		if (!mayHaveBeenCarriedOut(answer)) throw explained(answer, body);

		const created =
			(await directory.findNew(identity)) ??
			(await api.waitBeforeRetry(retry), await directory.findNew(identity));
		if (created) return created;
		if (retry > MOST_RETRIES) throw answer;
	}
}

/** What Airbyte says of a secret it cannot use does not mention the secret. */
function explained(error: Error, { secretId }: IDataObject): Error {
	if (!(error instanceof AirbyteProblem) || secretId === undefined) return error;
	if (error.status === 409) {
		return error.withDiagnosis({
			message: 'Airbyte does not take an OAuth secret for this connector',
			remedy: "Choose 'Configuration Alone' in 'Authorize With', or check the field 'Connector'.",
			field: 'Connector',
		});
	}
	if (error.status === 500) {
		return error.withDiagnosis({
			message: 'Airbyte could not create the source with this secret',
			remedy:
				"The customer may have declined, or the secret is unknown to this Airbyte: send the customer a new link. If other secrets fail too, check the field 'Secret ID'.",
			field: 'Secret ID',
		});
	}
	return error;
}
