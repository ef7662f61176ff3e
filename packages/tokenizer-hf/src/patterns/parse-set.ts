/**
 * Sets in brackets, as Oniguruma reads them: ranges, classes, POSIX classes, sets in sets, `&&`. What a hyphen is
 * depends on what stands before it, which is what the states are for.
 */
import {
  codePointSet,
  type CodePointSet,
  complementOf,
  intersectionOf,
  unionOf,
} from "@windrow/tokenizer-bpe/internal";
import { classOfLetter, classOfProperty, posixClass } from "./character-classes.ts";
import type { ExpressionOptions } from "./expression-options.ts";
import type { ExpressionReader } from "./expression-reader.ts";
import { readEscapedCharacter } from "./parse-escape.ts";

/** What a set holds, or all but that. */
export interface BracketSet {
  readonly set: CodePointSet;
  readonly isNegated: boolean;
}

export function charactersOf({ set, isNegated }: BracketSet): CodePointSet {
  return isNegated ? complementOf(set) : set;
}

type Token =
  | { readonly kind: "character"; readonly code: number }
  | { readonly kind: "class"; readonly set: CodePointSet }
  | { readonly kind: "-" | "[" | "]" | "&&" };

/** Reads a set behind its bracket, to the one that closes it. */
export function readSet(reader: ExpressionReader, options: ExpressionOptions): BracketSet {
  const isNegated = reader.skips("^");
  const isBracket = reader.peek() === "]";
  if (isBracket) reader.take();
  if (isBracket && !reader.hasAhead("]")) throw reader.invalid("an empty set");
  const contents = new SetContents(reader, options);
  return { set: contents.read(isBracket ? { kind: "character", code: 0x5d } : undefined), isNegated };
}

class SetContents {
  readonly #reader: ExpressionReader;
  readonly #options: ExpressionOptions;
  /** What stands behind the last `&&`. */
  #parts: CodePointSet[] = [];
  /** The first code points of each part that is in the set only where it is in all of these. */
  #others: CodePointSet | undefined;
  /** At the start; behind a character or class; behind a hyphen that makes a range; behind a range. */
  #state: "start" | "value" | "range" | "complete" = "start";
  /** The character that may begin a range; undefined behind a class. */
  #pending: number | undefined;

  constructor(reader: ExpressionReader, options: ExpressionOptions) {
    this.#reader = reader;
    this.#options = options;
  }

  read(first: Token | undefined): CodePointSet {
    let token = first ?? this.#next();
    while (token.kind !== "]") token = this.#take(token) ?? this.#next();
    this.#flush();
    return this.#intersected();
  }

  /** @returns the token behind it, where that was read */
  #take(token: Token): Token | undefined {
    switch (token.kind) {
      case "character":
        this.#add(token.code);
        return undefined;
      case "class":
        if (this.#state === "range") throw this.#reader.invalid("a range to a class");
        this.#flush();
        this.#parts.push(token.set);
        this.#state = "value";
        return undefined;
      case "-":
        return this.#hyphen();
      case "[":
        this.#flush();
        this.#state = "complete";
        this.#parts.push(this.#reader.nested(() => charactersOf(readSet(this.#reader, this.#options))));
        return undefined;
      default:
        this.#flush();
        this.#others = this.#intersected();
        this.#parts = [];
        this.#state = "start";
        return undefined;
    }
  }

  /** A character, or the end of a range. */
  #add(code: number): void {
    if (this.#state === "range") {
      if (this.#pending! > code) throw this.#reader.invalid("a range that is empty");
      this.#parts.push(codePointSet([[this.#pending!, code]]));
      this.#pending = undefined;
      this.#state = "complete";
      return;
    }
    this.#flush();
    this.#pending = code;
    this.#state = "value";
  }

  #hyphen(): Token | undefined {
    if (this.#state === "range") {
      this.#add(0x2d);
      return undefined;
    }
    const next = this.#next();
    const isRange = this.#state === "value" && next.kind !== "]" && next.kind !== "&&";
    if (!isRange) this.#add(0x2d);
    else if (this.#pending === undefined) throw this.#reader.invalid("a range from a class");
    else this.#state = "range";
    return next;
  }

  /** The character before is one by itself. Ahead of a set in the set Oniguruma forgets the beginning of a range. */
  #flush(): void {
    if (this.#state === "value" && this.#pending !== undefined) this.#parts.push([this.#pending, this.#pending]);
    this.#pending = undefined;
  }

  #intersected(): CodePointSet {
    const set = unionOf(...this.#parts);
    return this.#others === undefined ? set : intersectionOf(this.#others, set);
  }

  #next(): Token {
    const reader = this.#reader;
    if (reader.isAtEnd) throw reader.invalid("a set that is not closed");
    const character = reader.take();
    if (character === "\\") return this.#escape();
    if (character === "]" || character === "-") return { kind: character };
    if (character === "[") return this.#posix() ?? { kind: "[" };
    if (character === "&" && reader.skips("&")) return { kind: "&&" };
    return { kind: "character", code: character.codePointAt(0)! };
  }

  #escape(): Token {
    const reader = this.#reader;
    const set = classOfLetter(reader.peek(), this.#options, true);
    if (set !== undefined) {
      reader.take();
      return { kind: "class", set };
    }
    const property = readProperty(reader, this.#options, true);
    if (property !== undefined) return { kind: "class", set: property };
    return { kind: "character", code: readEscapedCharacter(reader).codePointAt(0)! };
  }

  #posix(): Token | undefined {
    const reader = this.#reader;
    const start = reader.at;
    if (!reader.skips(":")) return undefined;
    const isNegated = reader.skips("^");
    const name = reader.takeWhile((character) => /^\p{Alphabetic}$/u.test(character));
    if ((name === "" && !isNegated) || !reader.skips(":]")) {
      reader.at = start;
      return undefined;
    }
    const set = posixClass(name, this.#options);
    if (set === undefined) throw reader.invalid(`an unknown class [:${name}:]`);
    return { kind: "class", set: isNegated ? complementOf(set) : set };
  }
}

/** Reads `p{...}` behind its backslash; undefined where something else stands there. */
export function readProperty(
  reader: ExpressionReader,
  options: ExpressionOptions,
  isInSet: boolean,
): CodePointSet | undefined {
  const letter = reader.peek();
  if (!reader.skips("p{") && !reader.skips("P{")) return undefined;
  const isNegated = reader.skips("^") !== (letter === "P");
  const name = reader.takeWhile((character) => !"(){}|".includes(character));
  if (!reader.skips("}")) throw reader.invalid(`\\${letter}{ that is not closed`);
  const set = classOfProperty(name, options, isInSet);
  if (set === undefined) throw reader.unsupported(`the property \\p{${name}}`);
  return isNegated ? complementOf(set) : set;
}
