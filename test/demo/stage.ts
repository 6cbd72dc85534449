import { Customer, startPackagedHost, type CredentialReference, type PackagedHost } from '../host';
import { startSandbox, type Sandbox } from '../sandbox';
import type { Story } from './story';

/** All that plays in the demo. */
export interface Stage {
	sandbox: Sandbox;
	host: PackagedHost;
	customer: Customer;
	credential: CredentialReference;
	stop(): Promise<void>;
}

/** Brings the sandbox and n8n up and makes the credential that the workflows use. */
export async function setStage(story: Story): Promise<Stage> {
	story.title('Setting up');
	const sandbox = await startSandbox();
	story.step('sandbox', 'a stand-in Airbyte with its consent screen', sandbox.url);
	const host = await startPackagedHost({ report: (line) => story.line(line) }).catch(
		async (error: unknown) => {
			await sandbox.stop();
			throw error;
		},
	);
	const { n8n, front } = host;
	story.step('n8n', `version ${n8n.install.version} with this package`, n8n.url);
	story.step('TLS front', 'https, as Airbyte demands it of redirects', front.url);

	const { apiUrl: baseUrl, registryUrl, clientId, clientSecret } = sandbox;
	const credential = await n8n.client.createCredential({
		name: 'Airbyte account',
		type: 'airbyteApi',
		data: { authentication: 'clientCredentials', baseUrl, registryUrl, clientId, clientSecret },
	});
	const { status, message } = await n8n.client.testCredential(credential);
	if (status === 'OK') story.step('owner', 'makes the credential and tests it', message);
	else story.failure('owner', 'makes the credential and tests it', message);

	const customer = new Customer(front.ca);
	return {
		sandbox,
		host,
		customer,
		credential,
		stop: async () => {
			await customer.close();
			await host.stop();
			await sandbox.stop();
		},
	};
}
