/**
 * Reads an expression in Oniguruma's own syntax (ONIG_SYNTAX_ONIGURUMA of 6.9.10, UTF-8, no options), which is that of
 * `Regex` in a tokenizer.json. Follows regparse.c: which characters make one text, what a quantifier repeats and what an
 * option bears on decide what is matched.
 *
 * Not read, and named in the error: calls of groups, conditions, absent operators, callouts, text segments, back-references
 * with a level or in (?i) or within their own group, and the options C, I, L and y.
 */
import { type CodePointSet, complementOf, setOfCharacters } from "@windrow/tokenizer-bpe/internal";
import { classOfLetter, wordCharacters } from "./character-classes.ts";
import { type ExpressionOptions, isOptionLetter, NO_OPTIONS, readOptions } from "./expression-options.ts";
import { ExpressionReader } from "./expression-reader.ts";
import { foldSet } from "./fold-case.ts";
import { type CapturingGroups, GroupNumbers } from "./group-numbers.ts";
import { repeated } from "./nested-repeat.ts";
import { type Anchor, EMPTY, type ParsedNode } from "./nodes.ts";
import { readEscapedCharacter } from "./parse-escape.ts";
import { charactersOf, readProperty, readSet } from "./parse-set.ts";
import { isOnce, type Quantifier, readQuantifier } from "./parse-quantifier.ts";

/** Ranges of all classes: \p{L} has 659, and patterns of models have some thousands. */
const MAX_RUNS = 1 << 18;
/** Each may be a level of its own. */
const MAX_QUANTIFIERS = 50;

const ANCHORS: Readonly<Record<string, Anchor>> = {
  A: "textStart",
  z: "textEnd",
  Z: "lastLineEnd",
  G: "searchStart",
  b: "wordBoundary",
  B: "noWordBoundary",
};
const LINE_END = /* @__PURE__ */ setOfCharacters("\n");
const LINE_ENDS = /* @__PURE__ */ setOfCharacters("\n\u000b\f\r\u0085\u2028\u2029");

/** @throws InvalidExpression, UnsupportedExpression */
export function parseExpression(expression: string): { readonly node: ParsedNode; readonly groups: CapturingGroups } {
  return new Parser(expression).all();
}

class Parser {
  readonly #reader: ExpressionReader;
  readonly #groups = new GroupNumbers();
  #runs = 0;

  constructor(expression: string) {
    this.#reader = new ExpressionReader(expression);
  }

  all(): { readonly node: ParsedNode; readonly groups: CapturingGroups } {
    const node = this.#alternatives(NO_OPTIONS);
    if (!this.#reader.isAtEnd) throw this.#reader.invalid("an unmatched closing bracket");
    return { node, groups: this.#groups.checked() };
  }

  /** Up to the end, or to the bracket that closes. */
  #alternatives(options: ExpressionOptions): ParsedNode {
    const read = [this.#branch(options)];
    while (this.#reader.skips("|")) read.push(this.#branch(options));
    return read.length === 1 ? read[0]! : { kind: "choice", options: read };
  }

  #branch(options: ExpressionOptions): ParsedNode {
    const parts: ParsedNode[] = [];
    for (;;) {
      this.#skipIgnored(options);
      const reader = this.#reader;
      if (reader.isAtEnd || reader.peek() === "|" || reader.peek() === ")") break;
      const part = this.#isolatedOptions(options) ?? this.#repetitions(options);
      // A sequence becomes part of this one, unless it begins it.
      if (part.kind === "sequence" && parts.length > 0) for (const one of part.parts) parts.push(one);
      else parts.push(part);
    }
    return parts.length === 1 ? parts[0]! : parts.length === 0 ? EMPTY : { kind: "sequence", parts };
  }

  /** White space and comments, where they count as nothing. */
  #skipIgnored(options: ExpressionOptions): void {
    const reader = this.#reader;
    for (;;) {
      if (reader.skips("(?#")) {
        while (reader.peek() !== ")") if (reader.take() === "\\" && !reader.isAtEnd) reader.take();
        reader.take();
      } else if (options.isExtended && reader.peek() === "#") {
        while (!reader.isAtEnd && reader.take() !== "\n");
      } else if (options.isExtended && /^[ \t\n\r\f]$/.test(reader.peek())) reader.take();
      else return;
    }
  }

  /** `(?i)`: the rest of the group, alternatives and all, is one with these options. */
  #isolatedOptions(options: ExpressionOptions): ParsedNode | undefined {
    const reader = this.#reader;
    if (!reader.startsWith("(?") || !isOptionLetter(reader.peek(2))) return undefined;
    const start = reader.at;
    reader.at += 2;
    const read = readOptions(reader, options);
    if (reader.skips(")")) return { kind: "options", body: reader.nested(() => this.#alternatives(read)) };
    reader.at = start;
    return undefined;
  }

  #repetitions(options: ExpressionOptions): ParsedNode {
    const reader = this.#reader;
    const isGroup = reader.startsWith("(?:");
    const atom = this.#atom(options);
    this.#skipIgnored(options);
    let found = readQuantifier(reader);
    // A quantifier repeats the last character of a text only.
    const isText = found !== undefined && !isOnce(found) && atom.kind === "text" && !isGroup;
    const characters = isText ? Array.from(atom.text) : [];
    let node: ParsedNode = isText ? { ...atom, text: characters.pop()! } : atom;
    for (let count = 1; found !== undefined; count++) {
      if (count > MAX_QUANTIFIERS) throw reader.unsupported(`more than ${MAX_QUANTIFIERS} quantifiers in a row`);
      if (!mayRepeat(node)) throw reader.invalid("a quantifier after something that takes no character");
      node = this.#repeated(node, found);
      this.#skipIgnored(options);
      found = readQuantifier(reader);
    }
    return characters.length === 0 || !isText
      ? node
      : { kind: "sequence", parts: [{ ...atom, text: characters.join("") }, node] };
  }

  #repeated(node: ParsedNode, found: Quantifier): ParsedNode {
    const body = this.#reader.nested(() => repeated(node, found));
    return found.isPossessive && !isOnce(found) ? { kind: "atomic", body } : body;
  }

  #atom(options: ExpressionOptions): ParsedNode {
    const reader = this.#reader;
    const text = this.#text(options);
    if (text !== "") return { kind: "text", text, ignoresCase: options.ignoresCase };
    if (readQuantifier(reader) !== undefined) throw reader.invalid("a quantifier with nothing before it");
    const character = reader.take();
    if (character === "(") return this.#group(options);
    if (character === "[") {
      const set = readSet(reader, options);
      this.#countRuns(set.set);
      return options.ignoresCase ? foldSet(set) : { kind: "set", set: charactersOf(set) };
    }
    if (character === ".") return { kind: "set", set: options.dotTakesAll ? complementOf([]) : complementOf(LINE_END) };
    if (character === "^") return this.#anchor("lineStart", options);
    if (character === "$") return this.#anchor("lineEnd", options);
    return this.#escape(options);
  }

  #countRuns(set: CodePointSet): void {
    this.#runs += set.length / 2;
    if (this.#runs > MAX_RUNS) throw this.#reader.unsupported("classes with too many ranges");
  }

  #anchor(at: Anchor, options: ExpressionOptions): ParsedNode {
    return { kind: "anchor", at, word: wordCharacters(options) };
  }

  /** Characters that stand for themselves, as many as there are. */
  #text(options: ExpressionOptions): string {
    const reader = this.#reader;
    let text = "";
    for (;;) {
      if (text !== "") this.#skipIgnored(options);
      const start = reader.at;
      const character = reader.peek();
      if (character === "" || "()[|.^$".includes(character) || readQuantifier(reader) !== undefined) {
        reader.at = start;
        return text;
      }
      reader.take();
      if (character !== "\\") text += character;
      else {
        const escaped = this.#isCharacterEscape() ? readEscapedCharacter(reader) : "";
        if (escaped === "") reader.at = start;
        if (escaped === "") return text;
        text += escaped;
      }
    }
  }

  /** Whether an escape stands for a character, behind its backslash. */
  #isCharacterEscape(): boolean {
    const reader = this.#reader;
    const letter = reader.peek();
    if (letter === "p" || letter === "P") return reader.peek(1) !== "{";
    if (letter === "k" || letter === "g") return reader.peek(1) !== "<" && reader.peek(1) !== "'";
    if (/^[1-9]$/.test(letter)) return this.#groups.referenceAt(reader) === undefined;
    return letter === "" || !"wWbByYsSdDhHKRNOXAZzG".includes(letter);
  }

  #escape(options: ExpressionOptions): ParsedNode {
    const reader = this.#reader;
    const letter = reader.peek();
    const set = classOfLetter(letter, options, false) ?? readProperty(reader, options, false);
    if (set !== undefined) {
      if (!"pP".includes(letter)) reader.take();
      this.#countRuns(set);
      return { kind: "set", set };
    }
    if (Object.hasOwn(ANCHORS, letter)) return this.#anchor(ANCHORS[reader.take()]!, options);
    if (letter === "g") throw reader.unsupported("a call of a group, \\g");
    if (letter === "k" || /^[1-9]$/.test(letter)) return this.#groups.readReference(reader, options.ignoresCase);
    reader.take();
    switch (letter) {
      case "K":
        return { kind: "keep" };
      case "N":
        return { kind: "set", set: complementOf(LINE_END) };
      case "O":
        return { kind: "set", set: complementOf([]) };
      case "R": {
        const pair: ParsedNode = { kind: "text", text: "\r\n", ignoresCase: false };
        return { kind: "atomic", body: { kind: "choice", options: [pair, { kind: "set", set: LINE_ENDS }] } };
      }
      default:
        throw reader.unsupported(`\\${letter}`);
    }
  }

  /** Behind its bracket. */
  #group(options: ExpressionOptions): ParsedNode {
    const reader = this.#reader;
    if (reader.peek() === "*") throw reader.unsupported("a callout");
    if (!reader.skips("?")) {
      const group = this.#groups.open(undefined);
      return { kind: "capture", group, body: this.#groups.within(group, () => this.#closed(options)) };
    }
    if (reader.skips(":")) return this.#closed(options);
    if (reader.skips(">")) return { kind: "atomic", body: this.#closed(options) };
    for (const [start, direction] of [
      ["", "ahead"],
      ["<", "behind"],
    ] as const) {
      for (const sign of ["=", "!"]) {
        if (reader.skips(start + sign))
          return { kind: "look", direction, isNegated: sign === "!", body: this.#closed(options) };
      }
    }
    if (reader.peek() === "<" || reader.peek() === "'") {
      const group = this.#groups.open(this.#groups.readName(reader));
      return { kind: "capture", group, body: this.#groups.within(group, () => this.#closed(options)) };
    }
    const unknown = { "~": "an absent operator", "(": "a condition", "{": "a callout" }[reader.peek()];
    if (unknown !== undefined) throw reader.unsupported(unknown);
    if (!isOptionLetter(reader.peek())) throw reader.invalid(`a group of an unknown kind, (?${reader.peek()}`);
    const read = readOptions(reader, options);
    reader.take();
    return { kind: "options", body: this.#closed(read) };
  }

  #closed(options: ExpressionOptions): ParsedNode {
    const node = this.#reader.nested(() => this.#alternatives(options));
    if (!this.#reader.skips(")")) throw this.#reader.invalid("a group that is not closed");
    return node;
  }
}

/** Oniguruma refuses to repeat an anchor, and alternatives of which one is nothing but an anchor. */
function mayRepeat(node: ParsedNode): boolean {
  switch (node.kind) {
    case "anchor":
    case "look":
    case "keep":
      return false;
    case "choice":
      return node.options.every(mayRepeat);
    default:
      return true;
  }
}
