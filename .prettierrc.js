module.exports = {
	semi: true,
	trailingComma: 'all',
	useTabs: true,
	tabWidth: 2,
	singleQuote: true,
	printWidth: 100,
	overrides: [{ files: ['package.json', '*.yml', '*.yaml', '*.md'], options: { useTabs: false } }],
};
