/**
 * A number in [0, 1) that depends on the given numbers alone: the same seed deals the same hand.
 * The mixing is that of MurmurHash3 (Austin Appleby, public domain).
 */
export function chance(...numbers: number[]): number {
	let hash = 0x9e3779b9;
	for (const number of numbers) {
		hash = Math.imul(hash ^ mix(number | 0), 0xcc9e2d51);
		hash = (hash << 13) | (hash >>> 19);
	}
	return mix(hash) / 2 ** 32;
}

function mix(number: number): number {
	let mixed = number;
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}
