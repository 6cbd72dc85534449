/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in development, never inside n8n */
import { createServer, type Server } from 'node:http';
import { listen, LOOPBACK } from '../host/ports';
import type { World } from './world';

export function credentialTests(world: World): void {
	describe('The test of the credential', () => {
		let webPage: Server;
		let webPageUrl: string;

		beforeAll(async () => {
			webPage = createServer((_request, response) => {
				response.setHeader('content-type', 'text/html');
				response.end('<!doctype html><title>A web page</title>');
			});
			webPageUrl = `http://${LOOPBACK}:${await listen(webPage)}`;
		});

		afterAll(() => {
			webPage.closeAllConnections();
			webPage.close();
		});

		async function outcome(changes: Record<string, unknown>) {
			return await world.client.testCredential(await world.createCredential(changes));
		}

		test('passes with the right client', async () => {
			expect(await outcome({})).toMatchObject({ status: 'OK' });
		});

		test('passes with an API key, and with basic auth', async () => {
			const { apiKey, basicAuth } = world.sandbox;
			expect(await outcome({ authentication: 'apiKey', apiKey })).toMatchObject({ status: 'OK' });
			expect(await outcome({ authentication: 'basicAuth', ...basicAuth })).toMatchObject({
				status: 'OK',
			});
		});

		test('fails with a sentence for a wrong secret', async () => {
			const { status, message } = await outcome({ clientSecret: 'wrong' });
			expect(status).toBe('Error');
			expect(message).toMatch(SENTENCE);
		});

		test('fails with a sentence for a wrong API key', async () => {
			const { status, message } = await outcome({ authentication: 'apiKey', apiKey: 'wrong' });
			expect(status).toBe('Error');
			expect(message).toMatch(SENTENCE);
		});

		test('fails with a sentence where a web page answers', async () => {
			const { status, message } = await outcome({ baseUrl: webPageUrl });
			expect(status).toBe('Error');
			expect(message).toMatch(SENTENCE);
		});

		test('fails with a sentence where a web page answers to an API key', async () => {
			const { status, message } = await outcome({
				authentication: 'apiKey',
				apiKey: world.sandbox.apiKey,
				baseUrl: webPageUrl,
			});
			expect(status).toBe('Error');
			expect(message).toMatch(SENTENCE);
		});

		test('fails once the right secret is edited into a wrong one, though a token is stored', async () => {
			const credential = await world.createCredential({});
			expect(await world.client.testCredential(credential)).toMatchObject({ status: 'OK' });
			await world.client.updateCredential(credential, { clientSecret: 'wrong' });
			expect(await world.client.testCredential(credential)).toMatchObject({ status: 'Error' });
		});

		test('passes again once the wrong secret is edited into the right one', async () => {
			const credential = await world.createCredential({ clientSecret: 'wrong' });
			expect(await world.client.testCredential(credential)).toMatchObject({ status: 'Error' });
			const { clientSecret } = world.sandbox;
			await world.client.updateCredential(credential, { clientSecret });
			expect(await world.client.testCredential(credential)).toMatchObject({ status: 'OK' });
		});
	});
}

/** Words for people: capital, several words, and neither a status line nor a stack. */
const SENTENCE = /^[A-Z][^\n]*\s[^\n]+\s[^\n]+/;
