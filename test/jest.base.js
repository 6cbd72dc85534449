/** What every Jest run of this project shares; each suite adds which files it takes. */
module.exports = {
	rootDir: `${__dirname}/..`,
	testEnvironment: 'node',
	setupFiles: ['<rootDir>/test/jest.environment.js'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
