/**
 * Whether a pattern of another engine is known to match at every place of every text, so that a file that drops what
 * does not match drops nothing. Read off the pattern: which characters one of its alternatives is sure to take,
 * whatever stands around. An answer of false may be too careful.
 *
 * A sequence is sure to match where one part has to take a character and takes it, and all others may take nothing.
 * What gives nothing back, such as `a?+`, takes its own characters away from what follows.
 */
import {
  codePointSet,
  type CodePointSet,
  complementOf,
  differenceOf,
  setOfCharacters,
  unionOf,
} from "./code-point-set.ts";
import { PatternReader } from "./pattern-reader.ts";
import { classOfEscape, foldsOf, literalOfEscape, type PatternFlavour, readSet } from "./pattern-set.ts";

/** @param pattern one that translatePattern reads */
export function matchesEverywhere(pattern: string, flavour: PatternFlavour): boolean {
  return complementOf(new Coverage(pattern, flavour).alternatives(false)).length === 0;
}

const NOTHING: CodePointSet = codePointSet([]);

/** What stands between quantifiers. */
interface Atom {
  /** The characters at which it is sure to match, if all behind it may take nothing. */
  readonly sure: CodePointSet;
  /** Whether it is one character, of that set and no other. */
  readonly isCharacter: boolean;
  /** Whether it looks at what stands around: nothing is sure then. */
  readonly isLook: boolean;
}

class Coverage {
  readonly #pattern: PatternReader;
  readonly #flavour: PatternFlavour;

  constructor(pattern: string, flavour: PatternFlavour) {
    this.#pattern = new PatternReader(pattern);
    this.#flavour = flavour;
  }

  /** The characters at which one of the alternatives is sure to match, up to the end or the bracket that closes. */
  alternatives(ignoresCase: boolean): CodePointSet {
    const pattern = this.#pattern;
    const sets = [this.#sequence(ignoresCase)];
    while (pattern.startsWith("|")) {
      pattern.take();
      sets.push(this.#sequence(ignoresCase));
    }
    return unionOf(...sets);
  }

  #sequence(ignoresCase: boolean): CodePointSet {
    const pattern = this.#pattern;
    let sure: CodePointSet | undefined;
    let taken = NOTHING;
    let isSure = true;
    while (!pattern.isAtEnd && !pattern.startsWith("|") && !pattern.startsWith(")")) {
      const atom = this.#atom(ignoresCase);
      const { least, givesBack } = this.#quantifier();
      if (atom.isLook || least > 1) isSure = false;
      else if (least === 1) {
        // Two that take a character each: what the second finds is not known.
        if (sure !== undefined) isSure = false;
        sure = atom.sure;
      } else if (!givesBack && sure === undefined) {
        if (!atom.isCharacter) isSure = false;
        taken = unionOf(taken, atom.sure);
      }
    }
    return isSure && sure !== undefined ? differenceOf(sure, taken) : NOTHING;
  }

  /** How often what stands before is there at least, and whether it gives back what it took. */
  #quantifier(): { readonly least: number; readonly givesBack: boolean } {
    const found = this.#pattern.match(/^(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})/);
    if (found === undefined) return { least: 1, givesBack: true };
    const least = found === "+" ? 1 : Number.parseInt(found.slice(1), 10) || 0;
    // Behind an interval Oniguruma's + repeats, and such an interval takes something (translate-pattern.ts).
    const isPossessive = this.#pattern.match(/^[?+]/) === "+" && (this.#flavour !== "oniguruma" || found.length === 1);
    return { least, givesBack: !isPossessive };
  }

  #atom(ignoresCase: boolean): Atom {
    const pattern = this.#pattern;
    const character = pattern.take();
    if (character === "(") return this.#group(ignoresCase);
    if (character === "^" || character === "$") return { sure: NOTHING, isCharacter: false, isLook: true };
    return { sure: this.#setOf(character, ignoresCase), isCharacter: true, isLook: false };
  }

  #group(ignoresCase: boolean): Atom {
    const opened = this.#pattern.match(/^\?(?:-?i:|:|>|<?[=!])/) ?? "";
    const isFolded = opened === "?i:" || (opened !== "?-i:" && ignoresCase);
    const sure = this.alternatives(isFolded);
    this.#pattern.take();
    return { sure, isCharacter: false, isLook: /[=!]$/.test(opened) };
  }

  #setOf(character: string, ignoresCase: boolean): CodePointSet {
    const pattern = this.#pattern;
    if (character === "[") return readSet(pattern, this.#flavour, ignoresCase);
    if (character === ".")
      return complementOf(setOfCharacters(this.#flavour === "javascript" ? "\n\r\u2028\u2029" : "\n"));
    if (character !== "\\") return setOfCharacters(ignoresCase ? foldsOf(character, this.#flavour) : character);
    const known = classOfEscape(pattern, this.#flavour, false, ignoresCase);
    if (known !== undefined) return known;
    const literal = literalOfEscape(pattern, this.#flavour);
    return setOfCharacters(ignoresCase ? foldsOf(literal, this.#flavour) : literal);
  }
}
