/**
 * Split patterns of other engines in JavaScript's syntax (flag `u`), with the same meaning, or not at all:
 * Oniguruma's, which tokenizer.json has, and those of Python's `regex`, which minbpe's files have. What is
 * read: alternatives, groups, look-arounds, sets, classes by \p, \s, \d, \w, all quantifiers, (?i:...) over
 * ASCII letters. Everything else is named in the error.
 *
 * Where they differ from JavaScript: \s, \d and \w are Unicode's; `++` gives nothing back; `$` is also
 * before a line end in Oniguruma; a case fold has U+017F for s and U+212A for k; `{1,3}+` repeats in
 * Oniguruma and gives nothing back in Python.
 */

/** Whose pattern it is. */
export type PatternFlavour = "oniguruma" | "python";

/** Why a pattern has no equal in JavaScript. */
export class UntranslatablePattern extends Error {}

const CLASSES: Readonly<Record<string, string>> = {
  s: "\\p{White_Space}",
  S: "\\P{White_Space}",
  d: "\\p{Nd}",
  D: "\\P{Nd}",
};
const WORD = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}";
/** Escapes that are the same in all three. */
const SAME_ESCAPES = "nrtf";
/** Groups within groups; JavaScript's own reader of expressions has an end as well. */
const MOST_NESTED = 100;
const SYNTAX = "^$\\.*+?()[]{}|/-";

/** @throws UntranslatablePattern */
export function translatePattern(pattern: string, flavour: PatternFlavour): string {
  return new Translation(pattern, flavour).all();
}

class Translation {
  readonly #pattern: string;
  readonly #flavour: PatternFlavour;
  #at = 0;
  #atomics = 0;
  #depth = 0;

  constructor(pattern: string, flavour: PatternFlavour) {
    this.#pattern = pattern;
    this.#flavour = flavour;
  }

  all(): string {
    const translated = this.#alternatives(false);
    if (this.#at < this.#pattern.length) throw this.#unknown(")");
    return translated;
  }

  /** Up to the end, or to the bracket that closes the group. */
  #alternatives(ignoresCase: boolean): string {
    let translated = "";
    while (this.#at < this.#pattern.length && this.#peek() !== ")") {
      if (this.#peek() === "|") {
        translated += "|";
        this.#at++;
      } else translated += this.#quantified(this.#atom(ignoresCase));
    }
    return translated;
  }

  #atom(ignoresCase: boolean): string {
    const character = this.#take();
    if (character === "(") return this.#group(ignoresCase);
    if (character === "[") return this.#set(ignoresCase);
    if (character === "\\") return this.#escape(false);
    if (character === ".") return "[^\\n]";
    if (character === "$") return this.#flavour === "oniguruma" ? "(?=\\n|$)" : "(?=\\n?$)";
    if (character === "^") return this.#flavour === "oniguruma" ? "(?<=\\n|^)" : "^";
    if ("*+?".includes(character)) throw this.#unknown(character);
    if (SYNTAX.includes(character) && !"-/".includes(character)) return `\\${character}`;
    return ignoresCase ? this.#bothCases(character) : character;
  }

  #group(ignoresCase: boolean): string {
    const kinds: readonly [opened: string, translated: string, ignoresCase: boolean][] = [
      ["?:", "(?:", ignoresCase],
      ["?i:", "(?:", true],
      ["?-i:", "(?:", false],
      ["?=", "(?=", ignoresCase],
      ["?!", "(?!", ignoresCase],
      ["?<=", "(?<=", ignoresCase],
      ["?<!", "(?<!", ignoresCase],
      ["?>", "", ignoresCase],
      ["", "(?:", ignoresCase],
    ];
    const [opened, translated, isFolded] = kinds.find(([start]) => this.#pattern.startsWith(start, this.#at))!;
    if (opened === "" && this.#peek() === "?") throw this.#unknown(this.#pattern.slice(this.#at - 1, this.#at + 4));
    this.#at += opened.length;
    if (++this.#depth > MOST_NESTED) throw this.#unknown(`groups within groups, more than ${MOST_NESTED} deep`);
    const inner = this.#alternatives(isFolded);
    this.#depth--;
    if (this.#at >= this.#pattern.length) throw this.#unknown("a group that is not closed");
    this.#at++;
    return opened === "?>" ? this.#atomic(`(?:${inner})`) : `${translated}${inner})`;
  }

  /** What matches as it does by itself, whatever follows. */
  #atomic(atom: string): string {
    const name = `a${++this.#atomics}`;
    return `(?:(?=(?<${name}>${atom}))\\k<${name}>)`;
  }

  #quantified(atom: string): string {
    const found = /^(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})/.exec(this.#pattern.slice(this.#at))?.[0];
    if (found === undefined) return atom;
    this.#at += found.length;
    const isInterval = found.startsWith("{");
    const quantifier = found.startsWith("{,") ? `{0${found.slice(1)}` : found;
    const next = this.#at < this.#pattern.length ? this.#peek() : "";
    if (next === "?") {
      this.#at++;
      if (isInterval && /^\{\d+\}$/.test(found) && this.#flavour === "oniguruma") throw this.#unknown(`${found}?`);
      return this.#noMore(`${atom}${quantifier}?`);
    }
    if (next !== "+") return this.#noMore(`${atom}${quantifier}`);
    this.#at++;
    if (isInterval && this.#flavour === "oniguruma") return this.#noMore(`(?:${atom}${quantifier})+`);
    return this.#noMore(this.#atomic(`${atom}${quantifier}`));
  }

  /** A quantifier behind a quantifier means other things in other engines. */
  #noMore(translated: string): string {
    if (this.#at < this.#pattern.length && "*+?".includes(this.#peek()))
      throw this.#unknown("a quantifier behind another");
    return translated;
  }

  #set(ignoresCase: boolean): string {
    let translated = "[";
    if (this.#peek() === "^") translated += this.#take();
    if (this.#peek() === "]") throw this.#unknown("an empty set");
    while (this.#peek() !== "]") {
      const character = this.#take();
      if (character === "[") throw this.#unknown("a set within a set");
      if (character === "&" && this.#peek() === "&") throw this.#unknown("&&");
      if (character === "\\") translated += this.#escape(true);
      else if (ignoresCase && /[A-Za-z]/.test(character)) translated += this.#foldsOf(character);
      else if (ignoresCase && (character === "-" || character > "\u007f"))
        throw this.#unknown(`[...${character}...] within (?i:...)`);
      else translated += SYNTAX.includes(character) && character !== "-" ? `\\${character}` : character;
    }
    this.#at++;
    return `${translated}]`;
  }

  #escape(isInSet: boolean): string {
    const character = this.#take();
    if (CLASSES[character] !== undefined) return CLASSES[character];
    if (character === "w") return isInSet ? WORD : `[${WORD}]`;
    if (character === "W" && !isInSet) return `[^${WORD}]`;
    if (SAME_ESCAPES.includes(character)) return `\\${character}`;
    if (character === "p" || character === "P") return this.#property(character);
    const code = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]+)\})/.exec(this.#pattern.slice(this.#at - 1));
    if (code !== null) {
      this.#at += code[0].length - 1;
      return `\\u{${code[1] ?? code[2] ?? code[3]}}`;
    }
    if (/[A-Za-z0-9]/.test(character)) throw this.#unknown(`\\${character}`);
    return SYNTAX.includes(character) ? `\\${character}` : character;
  }

  #property(letter: string): string {
    const found = /^\{(\^?)([\w ]+)\}/.exec(this.#pattern.slice(this.#at));
    if (found === null) throw this.#unknown(`\\${letter}`);
    this.#at += found[0].length;
    const [, negated, name = ""] = found;
    const isNegated = (letter === "P") !== (negated === "^");
    const known = [name, `Script=${name}`].find(isProperty);
    if (known !== undefined) return `\\${isNegated ? "P" : "p"}{${known}}`;
    throw this.#unknown(`\\${letter}{${name}}`);
  }

  #bothCases(character: string): string {
    if (character > "\u007f") throw this.#unknown(`${character} within (?i:...)`);
    return /[A-Za-z]/.test(character) ? `[${this.#foldsOf(character)}]` : character;
  }

  #foldsOf(letter: string): string {
    const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
    return `${lower}${upper}${lower === "s" ? "\\u{17f}" : lower === "k" ? "\\u{212a}" : ""}`;
  }

  #peek(): string {
    const character = this.#pattern[this.#at];
    if (character === undefined) throw this.#unknown("an end within a set or an escape");
    return character;
  }

  #take(): string {
    const code = this.#pattern.codePointAt(this.#at);
    if (code === undefined) throw this.#unknown("an end within a set or an escape");
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }

  #unknown(what: string): UntranslatablePattern {
    return new UntranslatablePattern(`has ${what} at index ${Math.min(this.#at, this.#pattern.length)}`);
  }
}

function isProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, "u").unicode;
  } catch {
    return false;
  }
}
