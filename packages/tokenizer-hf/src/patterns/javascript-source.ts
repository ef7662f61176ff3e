/** An expression in JavaScript's syntax, for the flag `u`, where it has an equal there: without groups that capture. */
import { type CodePointSet, MAX_OPTIMIZED, sourceInClasses, sourceOfSet } from "@windrow/tokenizer-bpe/internal";
import type { Anchor, AnchorNode, Node, RepeatNode } from "./nodes.ts";

/** `[^]` is any character, so that these mean one thing whatever stands around. */
const START = "(?<![^])";
const END = "(?![^])";
const ANCHORS: Readonly<Record<Exclude<Anchor, "searchStart" | "wordBoundary" | "noWordBoundary">, string>> = {
  textStart: START,
  textEnd: END,
  lastLineEnd: `(?=\\n?${END})`,
  // There is no line behind a line feed that ends the text.
  lineStart: `(?:(?<=\\n)(?=[^])|${START})`,
  lineEnd: `(?=\\n|${END})`,
};

/** Longer ones engines may refuse. */
const MAX_LENGTH = 8 * MAX_OPTIMIZED;

/**
 * @param node without what has no equal: is-quick.ts says so
 * @returns undefined where it is too long
 */
export function javascriptSource(node: Node): string | undefined {
  const source = explicitSource(node) ?? new Writer(sourceInClasses).source(node);
  return source.length > MAX_LENGTH ? undefined : source;
}

/** The same without classes of the engine, whose Unicode may be another; undefined where V8 would not optimize it. */
export function explicitSource(node: Node): string | undefined {
  const source = new Writer(sourceOfSet).source(node);
  return source.length > MAX_OPTIMIZED ? undefined : source;
}

class Writer {
  readonly #sourceOf: (set: CodePointSet) => string;
  #atomics = 0;

  constructor(sourceOf: (set: CodePointSet) => string) {
    // A set may stand in many places.
    const known = new Map<CodePointSet, string>();
    this.#sourceOf = (set) => {
      const source = known.get(set) ?? sourceOf(set);
      known.set(set, source);
      return source;
    };
  }

  source(node: Node): string {
    switch (node.kind) {
      case "set":
        return this.#set(node.set);
      case "sequence":
        return node.parts
          .map((part) => (part.kind === "choice" ? `(?:${this.source(part)})` : this.source(part)))
          .join("");
      case "choice":
        return node.options.map((option) => this.source(option)).join("|");
      case "repeat":
        return this.#closed(node.body) + quantifierOf(node);
      case "atomic":
        return this.#atomic(node.body);
      case "look":
        return `(?${node.direction === "ahead" ? "" : "<"}${node.isNegated ? "!" : "="}${this.source(node.body)})`;
      case "anchor":
        return this.#anchor(node);
      default:
        throw new TypeError(`${node.kind} has no equivalent in JavaScript.`);
    }
  }

  #set(set: CodePointSet): string {
    const [first, last] = set;
    // A character by itself, as a set of one would be.
    return set.length === 2 && first === last ? this.#sourceOf(set).slice(1, -1) : this.#sourceOf(set);
  }

  #closed(node: Node): string {
    return node.kind === "set" ? this.#set(node.set) : `(?:${this.source(node)})`;
  }

  /** What a look-ahead has found is not given back. */
  #atomic(body: Node): string {
    const name = `a${++this.#atomics}`;
    return `(?:(?=(?<${name}>${this.source(body)}))\\k<${name}>)`;
  }

  #anchor({ at, word }: AnchorNode): string {
    if (at === "searchStart") throw new TypeError("\\G has no equivalent in JavaScript.");
    if (at !== "wordBoundary" && at !== "noWordBoundary") return ANCHORS[at];
    const inside = this.#sourceOf(word);
    const [before, behind] = at === "wordBoundary" ? ["(?!", "(?="] : ["(?=", "(?!"];
    return `(?:(?<=${inside})${before}${inside})|(?<!${inside})${behind}${inside}))`;
  }
}

function quantifierOf({ min, max, isLazy }: RepeatNode): string {
  const plain =
    max === Infinity
      ? min === 0
        ? "*"
        : min === 1
          ? "+"
          : `{${min},}`
      : min === 0 && max === 1
        ? "?"
        : `{${min},${max}}`;
  return plain + (isLazy ? "?" : "");
}
