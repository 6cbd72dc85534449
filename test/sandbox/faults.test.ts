import { DateTime } from 'luxon';
import { sleep } from 'n8n-workflow';
import { faultNames, type FaultName } from './index';
import { useSandbox } from './useSandbox';

const at = useSandbox();

beforeEach(() => {
	at.sandbox.faults.clear();
	at.sandbox.faults.seed = 1;
	at.sandbox.rateLimit.perSecond = undefined;
});

/** One POST /workspaces that meets the fault: what the client saw, and whether the work was done. */
async function meet(fault: FaultName, patienceMs = 5_000) {
	at.sandbox.faults.deal({ faults: [fault] });
	const { workspaces } = at.store;
	const before = workspaces.size;
	const { apiUrl, apiKey } = at.sandbox;
	const seen = await fetch(`${apiUrl}/workspaces`, {
		method: 'POST',
		headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify({ name: 'Faulty' }),
		signal: AbortSignal.timeout(patienceMs),
	}).then(
		async (response) => ({
			status: response.status,
			retryAfter: response.headers.get('retry-after'),
			type: response.headers.get('content-type'),
			body: await response.text(),
		}),
		(error: Error & { cause?: { code?: string } }) => ({ failed: error.cause?.code ?? error.name }),
	);
	return { seen, worked: workspaces.size > before };
}

describe('A fault', () => {
	it.each([
		[
			'tooManyRequests',
			{ status: 429, retryAfter: null, body: expect.stringContaining('limited') },
		],
		['retryAfterSeconds', { status: 429, retryAfter: '1' }],
		['internalError', { status: 500, body: expect.stringContaining('errorId') }],
		['badGateway', { status: 502, type: 'text/html' }],
		['unavailable', { status: 503, type: expect.stringContaining('text/plain') }],
		['gatewayTimeout', { status: 504, type: 'text/html' }],
		['reset', { failed: 'ECONNRESET' }],
		['webPage', { status: 200, type: 'text/html' }],
		['empty', { status: 200, body: '' }],
	] as const)('strikes in the place of the work: %s', async (fault, answer) => {
		const { seen, worked } = await meet(fault);
		expect(seen).toMatchObject(answer);
		expect(worked).toBe(false);
	});

	it.each([
		['internalErrorAfterWork', { status: 500 }],
		[
			'badGatewayAfterWork',
			{ status: 502, type: 'text/html', body: expect.stringContaining('502') },
		],
		['gatewayTimeoutAfterWork', { status: 504 }],
		['resetAfterWork', { failed: 'ECONNRESET' }],
		['webPageAfterWork', { status: 200, type: 'text/html' }],
		['emptyAfterWork', { status: 200, body: '' }],
	] as const)('strikes when the work is done: %s', async (fault, answer) => {
		const { seen, worked } = await meet(fault);
		expect(seen).toMatchObject(answer);
		expect(worked).toBe(true);
	});

	it.each([
		['stall', false],
		['stallAfterWork', true],
	] as const)('keeps silent until the client gives up: %s', async (fault, done) => {
		const { seen, worked } = await meet(fault, 150);
		expect(seen).toEqual({ failed: 'TimeoutError' });
		expect(worked).toBe(done);
	});

	it('keeps silent no longer than it is told to', async () => {
		const { settings } = at.sandbox.faults;
		const { stallMs } = settings;
		settings.stallMs = 30;
		expect(await meet('stall')).toEqual({ seen: { failed: 'ECONNRESET' }, worked: false });
		settings.stallMs = stallMs;
	});

	it('names a date that leaves at least the time asked for', async () => {
		const now = DateTime.utc();
		const { seen } = await meet('retryAfterDate');
		const until = DateTime.fromHTTP('retryAfter' in seen ? (seen.retryAfter ?? '') : '');
		expect(until.diff(now).as('seconds')).toBeGreaterThanOrEqual(1);
		expect(until.diff(now).as('seconds')).toBeLessThanOrEqual(2.5);
	});

	it('ends every token that was issued', async () => {
		const client = await at.client.signedIn();
		at.sandbox.faults.deal({ faults: ['revokedTokens'], at: [2] });
		expect((await client.get('/workspaces')).status).toBe(200);
		expect((await client.get('/workspaces')).status).toBe(401);
		expect((await client.get('/workspaces')).status).toBe(401);
		const renewed = await at.client.signedIn();
		expect((await renewed.get('/workspaces')).status).toBe(200);
	});
});

describe('The plan', () => {
	/** Which of 400 requests met which fault. */
	const hand = async (seed: number): Promise<string> => {
		const { faults } = at.sandbox;
		faults.clear();
		faults.seed = seed;
		faults.deal({ share: 0.2, faults: ['tooManyRequests', 'internalError', 'unavailable'] });
		const statuses: number[] = [];
		for (let i = 0; i < 400; i++) statuses.push((await at.client.get('/workspaces')).status);
		return statuses.join(' ');
	};

	it('deals the same hand to the same seed, and another to another', async () => {
		const first = await hand(7);
		expect(await hand(7)).toBe(first);
		expect(await hand(8)).not.toBe(first);
	});

	it('deals the share it is told, and counts', async () => {
		const statuses = (await hand(3)).split(' ');
		const struck = statuses.filter((status) => status !== '200').length;
		expect(struck / statuses.length).toBeCloseTo(0.2, 1);
		const counts = at.sandbox.faults.counts();
		expect(Object.keys(counts).sort()).toEqual(['internalError', 'tooManyRequests', 'unavailable']);
		expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(struck);
		expect(at.sandbox.faults.dealt).toHaveLength(struck);
	});

	it('strikes only the method and path it is told, by their number where told so', async () => {
		const { faults } = at.sandbox;
		faults.deal({ method: 'POST', path: /\/workspaces$/, at: [2], faults: ['internalError'] });
		const create = async () => (await at.client.post('/workspaces', { name: 'Third time' })).status;
		const list = async () => (await at.client.get('/workspaces')).status;
		const statuses = [await list(), await create(), await list(), await create(), await create()];
		expect(statuses).toEqual([200, 200, 200, 500, 200]);
		const path = '/v1/workspaces';
		expect(faults.dealt).toEqual([{ fault: 'internalError', method: 'POST', path }]);
	});

	it('can deal each fault there is', async () => {
		const { faults } = at.sandbox;
		faults.deal({ share: 1, faults: faultNames.filter((name) => !name.startsWith('stall')) });
		for (let i = 0; i < 400; i++) await at.client.get('/workspaces').catch(() => undefined);
		expect(Object.keys(faults.counts())).toHaveLength(faultNames.length - 2);
	});
});

describe('The rate limit', () => {
	const ask = async (count: number, client = at.client) =>
		await Promise.all(
			Array.from({ length: count }, async () => (await client.get('/workspaces')).status),
		);
	const refused = (statuses: number[]) => statuses.filter((status) => status === 429).length;

	it('lets so many through in a second for each caller whatever the token, and more in the next', async () => {
		at.sandbox.rateLimit.perSecond = 10;
		const caller = await at.client.signedIn();
		const withAnotherToken = await at.client.signedIn();
		const another = await at.client.signedIn(at.sandbox.restrictedClient);
		expect(refused(await ask(15, caller))).toBe(5);
		expect(refused(await ask(5, withAnotherToken))).toBe(5);
		expect(refused(await ask(10, another))).toBe(0);
		await sleep(1_020);
		expect(refused(await ask(10, withAnotherToken))).toBe(0);
	});

	it('leaves the token exchange alone, and counts what it refused', async () => {
		at.sandbox.rateLimit.perSecond = 0;
		const before = at.sandbox.rateLimit.refused;
		expect((await at.client.token(at.sandbox)).status).toBe(200);
		expect(refused(await ask(3))).toBe(3);
		expect(at.sandbox.rateLimit.refused - before).toBe(3);
	});

	it.each([
		['none', null],
		['seconds', '1'],
		['date', expect.stringMatching(/ GMT$/)],
	] as const)('says when to come back: %s', async (retryAfter, header) => {
		Object.assign(at.sandbox.rateLimit, { perSecond: 0, retryAfter });
		const { apiUrl, apiKey } = at.sandbox;
		const headers = { authorization: `Bearer ${apiKey}` };
		const response = await fetch(`${apiUrl}/workspaces`, { headers });
		expect(response.headers.get('retry-after')).toEqual(header);
		expect(await response.json()).toEqual({ message: 'You are being rate limited.' });
	});
});

describe('The count of requests under way', () => {
	it('knows how many there were at once, and forgets none', async () => {
		const { inFlight, gate, faults } = at.sandbox;
		inFlight.samples.length = 0;
		gate.latencyMs = 30;
		faults.deal({ at: [1, 2], faults: ['reset', 'tooManyRequests'] });
		await Promise.allSettled(Array.from({ length: 8 }, () => at.client.get('/workspaces')));
		gate.latencyMs = 0;
		expect(inFlight.peak).toBe(8);
		await sleep(20);
		expect(inFlight.now).toBe(0);
	});
});
