import { DateTime } from 'luxon';

import { noteCustomer, refusalDelay } from '../../nodes/shared/onboarding/patience';

describe('A refusal', () => {
	/** An hour apart, so that no test hears of the one before. */
	let start = DateTime.utc(2026, 11, 24);
	beforeEach(() => (start = start.plus({ hours: 1 })));

	const flood = (count: number, from: DateTime) =>
		Array.from({ length: count }, (_, index) => refusalDelay(from.plus({ milliseconds: index })));

	it('is answered at once where no customer is served, however many there are', () => {
		expect(Math.max(...flood(500, start))).toBe(0);
	});

	it('hardly waits for a customer when it is the only one', () => {
		noteCustomer(start);
		expect(refusalDelay(start.plus({ seconds: 1 }))).toBeLessThan(100);
	});

	it('waits the longer the more there are while a customer is served, up to a limit', () => {
		noteCustomer(start);
		const delays = flood(500, start);
		expect(delays[49]).toBeGreaterThan(3_000);
		expect(delays).toEqual([...delays].sort((one, other) => one - other));
		expect(delays[499]).toBe(10_000);
	});

	it('is answered at once again fifteen seconds after the last customer', () => {
		noteCustomer(start);
		flood(50, start);
		expect(refusalDelay(start.plus({ seconds: 15 }))).toBe(0);
	});

	it('forgets a flood within a minute', () => {
		noteCustomer(start);
		flood(500, start);
		const later = start.plus({ minutes: 1 });
		noteCustomer(later);
		expect(refusalDelay(later)).toBeLessThan(100);
	});
});
