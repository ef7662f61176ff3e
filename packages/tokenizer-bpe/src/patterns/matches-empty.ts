/**
 * Whether a regular expression can match without taking a character: at such a place a text would be split
 * between two characters, or nothing would be taken. It is read off the expression, since one that takes
 * something of most texts may take nothing of another.
 *
 * Read is JavaScript's syntax with the flag `u`. An answer of true may be too careful, where what takes nothing
 * can never be reached; a group that refers back counts as nothing, but for the way that
 * translate-pattern.ts writes what gives nothing back: `(?=(?<a>...))\k<a>` takes what the group does.
 */

/** @param source of an expression that compiles with the flag `u` */
export function canMatchEmpty(source: string): boolean {
  return new Reader(source).alternatives();
}

/** Groups within groups, after which nothing is said any more. */
const MAX_NESTED = 250;

class Reader {
  readonly #source: string;
  #at = 0;
  #depth = 0;
  /** Whether groups, by name, can match nothing. */
  readonly #named = new Map<string, boolean>();

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): boolean {
    let isEmpty = this.#sequence();
    while (this.#source[this.#at] === "|") {
      this.#at++;
      isEmpty = this.#sequence() || isEmpty;
    }
    return isEmpty;
  }

  #sequence(): boolean {
    let isEmpty = true;
    // Where the text of a look-ahead right before begins.
    let lookAhead: string | undefined;
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at]!)) {
      const start = this.#at;
      const backReference = /^\\k<([^>]*)>/.exec(this.#source.slice(start, start + 80));
      let isNothing = this.#atom();
      if (backReference !== null) {
        const isSure = lookAhead?.startsWith(`(?=(?<${backReference[1]}>`) === true;
        isNothing = !isSure || this.#named.get(backReference[1]!) !== false;
      }
      lookAhead = this.#source.startsWith("(?=", start) ? this.#source.slice(start, start + 80) : undefined;
      isEmpty = (this.#mayRepeatNever() || isNothing) && isEmpty;
    }
    return isEmpty;
  }

  /** Whether what stands here can take nothing, without what repeats it. */
  #atom(): boolean {
    const character = this.#source[this.#at++]!;
    if (character === "(") return this.#group();
    if (character === "[") return this.#set();
    if (character === "\\") return this.#escape();
    return character === "^" || character === "$";
  }

  #group(): boolean {
    const opened = /^(?:\?(?:[=!]|<[=!]|<[^>]*>|[a-z-]*:))?/.exec(this.#source.slice(this.#at, this.#at + 80))![0];
    this.#at += opened.length;
    if (++this.#depth > MAX_NESTED) {
      this.#at = this.#source.length;
      return false;
    }
    const isEmpty = this.alternatives();
    this.#depth--;
    this.#at++;
    if (/^\?<[^=!]/.test(opened)) this.#named.set(opened.slice(2, -1), isEmpty);
    // A look-around takes nothing whatever is in it.
    return isEmpty || /^\?<?[=!]$/.test(opened);
  }

  #set(): boolean {
    while (this.#at < this.#source.length && this.#source[this.#at] !== "]") {
      this.#at += this.#source[this.#at] === "\\" ? 2 : 1;
    }
    this.#at++;
    return false;
  }

  #escape(): boolean {
    const rest = this.#source.slice(this.#at, this.#at + 80);
    const found = /^(?:[pPu]\{[^}]*\}|k<[^>]*>|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[0-9]+|[^])/u.exec(rest);
    this.#at += found?.[0].length ?? 1;
    return /^(?:[bB]|k<|[1-9])/.test(rest);
  }

  #mayRepeatNever(): boolean {
    const found = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at, this.#at + 40));
    if (found === null) return false;
    this.#at += found[0].length;
    return found[0].startsWith("*") || found[0].startsWith("?") || Number(found[1] ?? 1) === 0;
  }
}
