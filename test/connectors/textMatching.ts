/**
 * A text that a regular expression takes: the shortest way through it. What it does not read (look-arounds, back
 * references) it leaves out, so the caller has to try the text.
 */
export function textMatching(pattern: string): string {
	return new Reader(pattern).alternatives();
}

const classes: Record<string, string> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' };

class Reader {
	private at = 0;

	constructor(private readonly pattern: string) {}

	/** The first alternative; the others are read over. */
	alternatives(): string {
		const first = this.sequence();
		while (this.takes('|')) this.sequence();
		return first;
	}

	private sequence(): string {
		let text = '';
		while (this.at < this.pattern.length && !this.sees('|') && !this.sees(')')) {
			const part = this.part();
			text += part.repeat(this.repetitions());
		}
		return text;
	}

	private part(): string {
		if (this.takes('(')) return this.group();
		if (this.takes('[')) return this.oneOfClass();
		if (this.takes('\\')) return this.escaped();
		if (this.takes('^') || this.takes('$')) return '';
		return this.takes('.') ? 'a' : this.next();
	}

	private group(): string {
		const isLookAround = ['?=', '?!', '?<=', '?<!'].some((start) => this.takes(start));
		if (!isLookAround) void (this.takes('?:') || this.skipName());
		const text = this.alternatives();
		this.takes(')');
		return isLookAround ? '' : text;
	}

	private skipName(): boolean {
		const name = /^\?<\w+>/.exec(this.pattern.slice(this.at))?.[0] ?? '';
		this.at += name.length;
		return true;
	}

	private oneOfClass(): string {
		const isNegated = this.takes('^');
		const first = this.at;
		let member = '';
		while (!this.sees(']') && this.at < this.pattern.length) {
			const text = this.takes('\\') ? this.escaped() : this.next();
			member ||= text;
		}
		const excluded = new RegExp(`[${this.pattern.slice(first, this.at)}]`);
		this.takes(']');
		return isNegated ? (['a', '1', '-', ' '].find((text) => !excluded.test(text)) ?? '~') : member;
	}

	private escaped(): string {
		const letter = this.next();
		if (letter === 'b' || letter === 'B') return '';
		return classes[letter] ?? letter;
	}

	/** How often the part before has to stand at least; once where it may be left out or not. */
	private repetitions(): number {
		const bounds = /^\{(\d*)(,?)\d*\}/.exec(this.pattern.slice(this.at));
		const isOptional = this.sees('?') || this.sees('*');
		if (bounds) this.at += bounds[0].length;
		else if (isOptional || this.sees('+')) this.at++;
		else return 1;
		this.takes('?');
		return bounds ? Number(bounds[1] || 0) : isOptional ? 0 : 1;
	}

	private sees(text: string): boolean {
		return this.pattern.startsWith(text, this.at);
	}

	private takes(text: string): boolean {
		const isThere = this.sees(text);
		if (isThere) this.at += text.length;
		return isThere;
	}

	private next(): string {
		return this.pattern.charAt(this.at++);
	}
}
