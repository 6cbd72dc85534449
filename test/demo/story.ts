/* eslint-disable no-console -- a demo speaks on the terminal */
import { DateTime } from 'luxon';
import { elapsed } from '../host';

/** What the demo says, in lines of three columns: what, who, result. */
export class Story {
	private readonly start = DateTime.now();

	private failures = 0;

	/** Whether every step so far came out as it should. */
	get succeeded(): boolean {
		return this.failures === 0;
	}

	title(text: string): void {
		console.log(`\n${text}\n${'-'.repeat(text.length)}`);
	}

	step(who: string, what: string, result: string): void {
		console.log(`${who.padEnd(16)}${what.padEnd(54)}${result}`);
	}

	/** A step that did not come out as it should; the demo then ends with a failure. */
	failure(who: string, what: string, result: string): void {
		this.failures++;
		this.step(who, what, `FAILED: ${result}`);
	}

	line(text = ''): void {
		console.log(text);
	}

	/** Rows of cells under a heading, each column as wide as its widest cell. */
	table(heading: string[], rows: string[][]): void {
		const all = [heading, ...rows];
		const widths = heading.map((_, column) =>
			Math.max(...all.map((row) => (row[column] ?? '').length)),
		);
		const line = (row: string[]) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd();
		console.log([line(heading), line(widths.map((width) => '-'.repeat(width)))].join('\n'));
		for (const row of rows) console.log(line(row));
	}

	/** Since the story began. */
	get elapsed(): string {
		return elapsed(this.start);
	}
}
