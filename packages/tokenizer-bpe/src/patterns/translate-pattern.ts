/**
 * Split patterns of other engines in JavaScript's syntax (flag `u`), with the same meaning, or not at all:
 * Oniguruma's, which tokenizer.json has, those of Python's `regex`, which minbpe's files have, and those of Rust's
 * fancy-regex, which tiktoken takes. What is read: alternatives, groups, look-arounds, sets, also within sets and with &&,
 * categories and scripts by \p, \s, \d, \w, all quantifiers, (?i:...) over ASCII letters, and in
 * tiktoken's over everything (simple-folds.ts). Everything else is named in
 * the error. A pattern is translated exactly or refused.
 *
 * Classes are the code points of Unicode 16 (unicode-properties.ts), so that no engine's own version
 * counts: written out, or where that gets long put together from the engine's (engine-classes.ts). Python's `regex` has a version of its own with each of its releases; on what Unicode 16
 * assigns they agree.
 *
 * Where the two differ from JavaScript, as measured on every code point with tokenizers 0.23.2 and regex
 * 2026.9.29: \s, \d and \w are Unicode's (pattern-set.ts); `++` gives nothing back; `$` is also before a line
 * end and `^` behind one in Oniguruma; a case fold has U+017F for s and U+212A for k, and in Python U+0130 for i;
 * `{1,3}+` repeats in Oniguruma and gives nothing back in Python; a fold of Oniguruma's takes one character for
 * two letters, such as U+FB06 for st. Rust's are Python's in \s, \d, \w and `{1,3}+`, Oniguruma's in U+0130, and its
 * `^` and `$` are the ends of the text.
 */
import { canMatchEmpty } from "./matches-empty.ts";
import { type CodePointSet, escaped, setOfCharacters, sourceOfSet } from "./code-point-set.ts";
import { MAX_OPTIMIZED, sourceInClasses } from "./engine-classes.ts";
import { PatternReader, UntranslatablePattern } from "./pattern-reader.ts";
import { classOfEscape, foldsAll, foldsOf, literalOfEscape, readSet, type PatternFlavour } from "./pattern-set.ts";

/** Groups within groups; JavaScript's own reader of expressions has an end as well. */
const MAX_NESTED = 100;
/** Characters of a pattern: those of models have some hundreds. */
const MAX_LENGTH = 1 << 16;
/** And of what is made of it: a class such as \p{L} has some thousands of characters. */
const MAX_TRANSLATED = 1 << 20;
/** Oniguruma's own limit of a repetition. */
const MAX_REPEATED = 100_000;
/** Letters of which Oniguruma's folds make one character. */
const FOLDED_PAIRS: ReadonlySet<string> = new Set(["ss", "st", "ff", "fi", "fl"]);

/**
 * @param flavour "javascript" is for comparing: what is the same in JavaScript and elsewhere comes out alike
 * @throws UntranslatablePattern
 */
export function translatePattern(pattern: string, flavour: PatternFlavour): string {
  const explicit = new Translation(pattern, flavour, sourceOfSet).all();
  return explicit.length > MAX_OPTIMIZED ? new Translation(pattern, flavour, sourceInClasses).all() : explicit;
}

/** Whether a pattern means the same in two of the engines, as far as that can be told. */
export function isSamePattern(pattern: string, one: PatternFlavour, other: PatternFlavour): boolean {
  try {
    return translatePattern(pattern, one) === translatePattern(pattern, other);
  } catch (error) {
    if (error instanceof UntranslatablePattern) return false;
    throw error;
  }
}

class Translation {
  readonly #pattern: PatternReader;
  readonly #flavour: PatternFlavour;
  readonly #sourceOf: (set: CodePointSet) => string;
  #atomics = 0;
  #depth = 0;
  #lookBehinds = 0;
  /** The letter of a fold that stands right before; "" where none does. */
  #folded = "";

  constructor(pattern: string, flavour: PatternFlavour, sourceOf: (set: CodePointSet) => string) {
    this.#pattern = new PatternReader(pattern);
    this.#flavour = flavour;
    this.#sourceOf = sourceOf;
    if (pattern.length > MAX_LENGTH) throw new UntranslatablePattern(`has more than ${MAX_LENGTH} characters`);
  }

  all(): string {
    const translated = this.#alternatives(false);
    if (!this.#pattern.isAtEnd) throw this.#pattern.unknown(")");
    if (canMatchEmpty(translated)) throw new UntranslatablePattern("can match the empty string between two characters");
    return translated;
  }

  /** Up to the end, or to the bracket that closes the group. */
  #alternatives(ignoresCase: boolean): string {
    const pattern = this.#pattern;
    let translated = "";
    while (!pattern.isAtEnd && pattern.peek() !== ")") {
      if (pattern.peek() === "|") {
        this.#folded = "";
        translated += pattern.take();
      } else translated += this.#quantified(this.#atom(ignoresCase));
      if (translated.length > MAX_TRANSLATED) throw pattern.unknown("too many classes");
    }
    return translated;
  }

  #atom(ignoresCase: boolean): string {
    const character = this.#pattern.take();
    if (character === "(") return this.#group(ignoresCase);
    if (character === "[") return this.#single(this.#sourceOf(readSet(this.#pattern, this.#flavour, ignoresCase)));
    if (character === "\\") return this.#escape(ignoresCase);
    if (character === ".")
      return this.#single(this.#flavour === "javascript" ? "[^\\n\\r\\u{2028}\\u{2029}]" : "[^\\n]");
    if (character === "$" || character === "^") return this.#anchor(character);
    if ("*+?{".includes(character)) throw this.#pattern.unknown(character);
    return this.#literal(character, ignoresCase);
  }

  /** In words that mean one thing whatever stands around. `(?![^])` is the very end. */
  #anchor(character: string): string {
    this.#refuseInLookBehind(character);
    if (this.#flavour === "javascript" || this.#flavour === "tiktoken")
      return character === "$" ? "(?![^])" : "(?<![^])";
    if (character === "$") return this.#flavour === "oniguruma" ? "(?=\\n|(?![^]))" : "(?=\\n?(?![^]))";
    // Oniguruma has no line behind a line end that ends the text.
    return this.#flavour === "oniguruma" ? "(?:(?<=\\n)(?=[^])|(?<![^]))" : "(?<![^])";
  }

  #group(ignoresCase: boolean): string {
    const pattern = this.#pattern;
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
    const [opened, translated, isFolded] = kinds.find(([start]) => pattern.startsWith(start))!;
    if (opened === "" && pattern.peek() === "?") throw pattern.unknown(`(${pattern.ahead(4)}`);
    if (this.#flavour === "javascript" && ["?i:", "?-i:", "?>"].includes(opened)) throw pattern.unknown(`(${opened}`);
    // Python's findall gives what the group took in place of the whole.
    if (opened === "" && this.#flavour === "python") throw pattern.unknown("a capturing group");
    this.#refuseInLookBehind("a group");
    pattern.skip(opened.length);
    if (++this.#depth > MAX_NESTED) throw pattern.unknown(`groups nested more than ${MAX_NESTED} deep`);
    const isLookBehind = opened.startsWith("?<");
    if (isLookBehind) this.#lookBehinds++;
    const inner = this.#alternatives(isFolded);
    if (isLookBehind) this.#lookBehinds--;
    this.#depth--;
    if (pattern.isAtEnd) throw pattern.unknown("a group that is not closed");
    pattern.take();
    return opened === "?>" ? this.#atomic(`(?:${inner})`) : `${translated}${inner})`;
  }

  /** How engines step back over groups and repetitions differs: they are read only where it can't matter. */
  #refuseInLookBehind(what: string): void {
    if (this.#lookBehinds > 0) throw this.#pattern.unknown(`${what} within a look-behind`);
  }

  /** What matches as it does by itself, whatever follows. */
  #atomic(atom: string): string {
    this.#refuseInLookBehind("an atomic group or a possessive quantifier");
    const name = `a${++this.#atomics}`;
    return `(?:(?=(?<${name}>${atom}))\\k<${name}>)`;
  }

  #quantified(atom: string): string {
    const pattern = this.#pattern;
    const found = pattern.match(/^(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})/);
    if (found === undefined) return atom;
    this.#refuseInLookBehind(found);
    if (canMatchEmpty(atom)) throw pattern.unknown("a repetition of something that may match nothing");
    const numbers = found.match(/\d+/g)?.map(Number) ?? [];
    if (numbers.some((number) => number > MAX_REPEATED)) throw pattern.unknown(found);
    const isInterval = found.startsWith("{");
    if (found.startsWith("{,") && this.#flavour === "javascript") throw pattern.unknown(found);
    const quantifier = found.startsWith("{,") ? `{0${found.slice(1)}` : found;
    const next = pattern.isAtEnd ? "" : pattern.peek();
    if (next === "?") {
      pattern.take();
      if (isInterval && /^\{\d+\}$/.test(found) && this.#flavour === "oniguruma") throw pattern.unknown(`${found}?`);
      return this.#noMore(`${atom}${quantifier}?`);
    }
    if (next !== "+") return this.#noMore(`${atom}${quantifier}`);
    if (this.#flavour === "javascript") throw pattern.unknown(`${found}+`);
    pattern.take();
    if (isInterval && this.#flavour === "oniguruma") {
      if (numbers[0] === 0 || found.startsWith("{,")) throw pattern.unknown(`${found}+`);
      return this.#noMore(`(?:${atom}${quantifier})+`);
    }
    return this.#noMore(this.#atomic(`${atom}${quantifier}`));
  }

  /** A quantifier behind a quantifier means other things in other engines. */
  #noMore(translated: string): string {
    if (!this.#pattern.isAtEnd && "*+?{".includes(this.#pattern.peek()))
      throw this.#pattern.unknown("a quantifier after another");
    return translated;
  }

  #escape(ignoresCase: boolean): string {
    const set = classOfEscape(this.#pattern, this.#flavour, false, ignoresCase);
    if (set !== undefined) return this.#single(this.#sourceOf(set));
    return this.#literal(literalOfEscape(this.#pattern, this.#flavour), ignoresCase);
  }

  #literal(character: string, ignoresCase: boolean): string {
    if (!ignoresCase) return this.#single(escaped(character.codePointAt(0)!));
    if (character > "\u007f" && !foldsAll(this.#flavour)) throw this.#pattern.unknown(`${character} within (?i:...)`);
    const letter = character.toLowerCase();
    if (this.#flavour === "oniguruma" && FOLDED_PAIRS.has(this.#folded + letter))
      throw this.#pattern.unknown(`${this.#folded}${letter} within (?i:...), which may be one character,`);
    this.#folded = letter;
    return sourceOfSet(setOfCharacters(foldsOf(character, this.#flavour)));
  }

  /** Translates one character, which is not a letter of a fold. */
  #single(translated: string): string {
    this.#folded = "";
    return translated;
  }
}
