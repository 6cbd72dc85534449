import type { Behaviour } from '../sandbox';
import type { World } from './world';

/** What Airbyte's public material leaves open about the redirect; each has been seen or documented. */
const SHAPES: Array<[string, Partial<Behaviour>]> = [
	['appends its parameters after a second question mark', { redirectJoin: 'secondQuestionMark' }],
	['sends secret_id and nothing else', { redirectParameters: 'secretIdOnly' }],
	['shows no state of its own', { stateParameter: 'absent' }],
	['hands out secret ids of another shape', { secretIdShape: 'opaque' }],
	['names the consent URL as its documentation does', { consentUrlKey: 'redirect_url' }],
	['sets the way to sign in by itself', { discriminatorSetByServer: true }],
];

export function redirectShapes(world: World): void {
	describe('A consent becomes a source where Airbyte', () => {
		let usual: Behaviour;

		beforeEach(() => {
			usual = { ...world.sandbox.behaviour };
		});

		afterEach(() => {
			Object.assign(world.sandbox.behaviour, usual);
		});

		test.each(SHAPES)('%s', async (_name, behaviour) => {
			Object.assign(world.sandbox.behaviour, behaviour);
			const { id } = world.listener.workflow;
			const known = (await world.client.executions(id)).length;
			const { consentUrl, context } = await world.makeLink(world.listener);

			const { status } = await world.customer.consent(consentUrl);

			expect(status).toBe(200);
			await world.client.waitForExecutions(id, known + 1);
			const sources = [...world.sandbox.store.sources.values()];
			expect(sources.filter(({ name }) => name === context.customerId)).toHaveLength(1);
		});
	});
}
