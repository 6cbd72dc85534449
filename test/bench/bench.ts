/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in development, never inside n8n */

/** The measurements by name; each takes the arguments after its name. */
const benches: Record<string, () => Promise<{ run(args: string[]): Promise<void> }>> = {
	createSource: async () => await import('./createSource'),
	receiver: async () => await import('./receiver'),
};

/** `npm run bench -- [name] [arguments]`; without a name: creating sources. */
async function bench([first = '', ...rest]: string[]): Promise<void> {
	const named = first !== '' && !first.startsWith('--');
	const load = benches[named ? first : 'createSource'];
	if (!load)
		throw new Error(`No such bench: ${first}. There are: ${Object.keys(benches).join(', ')}`);
	await (await load()).run(named ? rest : [first, ...rest].filter(Boolean));
}

bench(process.argv.slice(2)).catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
