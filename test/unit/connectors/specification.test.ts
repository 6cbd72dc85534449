import { hasOAuth, specificationIn } from '../../../nodes/shared/connectors/specification';
import { fixture, fixtureFile } from './fixture';

describe('a specification is found in', () => {
	const entry = fixtureFile('nested-one-of') as { spec: { connectionSpecification: object } };

	test('an entry of the connector registry, and in its spec alone', () => {
		expect(specificationIn(entry)).toEqual(specificationIn(entry.spec));
		expect(specificationIn(entry)?.connectionSpecification).toBe(
			entry.spec.connectionSpecification,
		);
	});

	test("the configuration API's answer, which writes the same names in a camel case of its own", () => {
		const { connectionSpecification, advancedAuth } = fixture('flat-predicate');
		const answer = {
			connectionSpecification,
			advancedAuth: {
				authFlowType: 'oauth2.0',
				predicateKey: ['mode'],
				predicateValue: 'oauth',
				oauthConfigSpecification: {
					oauthUserInputFromConnectorConfigSpecification: advancedAuth?.userInput,
					completeOAuthOutputSpecification: advancedAuth?.output,
					completeOAuthServerInputSpecification: advancedAuth?.serverInput,
					completeOAuthServerOutputSpecification: advancedAuth?.serverOutput,
				},
			},
		};
		expect(specificationIn(answer)).toEqual(fixture('flat-predicate'));
	});

	test.each([undefined, null, 'text', [], {}, { spec: {} }, { connectionSpecification: 'text' }])(
		'nothing else: %j',
		(answer) => expect(specificationIn(answer)).toBeUndefined(),
	);

	test('an empty list of keys and a null value, which mean that there is no predicate', () => {
		const auth = { auth_flow_type: 'oauth2.0', predicate_key: [], predicate_value: null };
		const found = specificationIn({ connectionSpecification: {}, advanced_auth: auth });
		expect(found?.advancedAuth).toMatchObject({ predicateKey: [], predicateValue: undefined });
	});
});

test('a connector has OAuth when it has an OAuth section', () => {
	expect(hasOAuth(fixture('nested-one-of'))).toBe(true);
	expect(hasOAuth(fixture('without-oauth'))).toBe(false);
});
