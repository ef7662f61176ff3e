/**
 * An expression as a graph of steps (Thompson's construction), for what needs no memory: sets, sequences, choices,
 * repetitions, and a look at the next character. Where there are two ways, the first is preferred, as engines that go back
 * where they fail do. What is a group that gives nothing back, a reference or a look behind has none.
 */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";
import { extentOf } from "../patterns/extent.ts";
import type { LookNode, Node, RepeatNode } from "../patterns/nodes.ts";

type Step =
  | { readonly kind: "match" }
  /** Takes one of these. */
  | { readonly kind: "set"; readonly set: number; readonly next: number }
  /** Both ways, the first preferred. */
  | { readonly kind: "fork"; first: number; second: number }
  /** Goes on where one of these is next; or, if negated, where none of these is, or the text ends. */
  | { readonly kind: "ahead"; readonly set: number; readonly isNegated: boolean; readonly next: number };

export interface Nfa {
  readonly steps: readonly Step[];
  readonly start: number;
  readonly sets: readonly CodePointSet[];
}

/** Steps are written out for each round of a repetition. */
const MAX_STEPS = 1000;

/** @returns undefined where the expression has none, or it would be too large */
export function nfaOf(node: Node): Nfa | undefined {
  const writer = new Writer();
  const start = writer.write(node, writer.add({ kind: "match" }));
  return start === undefined ? undefined : { steps: writer.steps, start, sets: writer.sets };
}

class Writer {
  readonly steps: Step[] = [];
  readonly sets: CodePointSet[] = [];
  readonly #numbers = new Map<string, number>();

  add(step: Step): number {
    return this.steps.push(step) - 1;
  }

  /** What goes on with `next`; undefined where there is no such thing. */
  write(node: Node, next: number): number | undefined {
    if (this.steps.length > MAX_STEPS) return undefined;
    switch (node.kind) {
      case "set":
        return this.add({ kind: "set", set: this.#numberOf(node.set), next });
      case "sequence":
        return node.parts.reduceRight<number | undefined>(
          (after, part) => (after === undefined ? undefined : this.write(part, after)),
          next,
        );
      case "choice":
        return this.#choice(node.options, next);
      case "repeat":
        return this.#repeat(node, next);
      case "look":
        return this.#look(node, next);
      default:
        return undefined;
    }
  }

  #numberOf(set: CodePointSet): number {
    const key = set.join();
    const known = this.#numbers.get(key) ?? this.sets.push(set) - 1;
    this.#numbers.set(key, known);
    return known;
  }

  #choice(options: readonly Node[], next: number): number | undefined {
    const starts = options.map((option) => this.write(option, next));
    return starts.reduceRight((second, first) =>
      first === undefined || second === undefined ? undefined : this.add({ kind: "fork", first, second }),
    );
  }

  #repeat({ body, min, max, isLazy }: RepeatNode, next: number): number | undefined {
    // A round that takes nothing ends a repetition, which is another thing in each engine.
    if (extentOf(body).min === 0) return undefined;
    let start: number | undefined = next;
    if (max === Infinity) {
      const fork: Extract<Step, { kind: "fork" }> = { kind: "fork", first: next, second: next };
      start = this.add(fork);
      const round = this.write(body, start);
      if (round === undefined) return undefined;
      if (isLazy) fork.second = round;
      else fork.first = round;
    } else {
      for (let more = max - min; more > 0 && start !== undefined; more--) {
        const round = this.write(body, start);
        const [first, second] = isLazy ? [next, round] : [round, next];
        start = first === undefined || second === undefined ? undefined : this.add({ kind: "fork", first, second });
      }
    }
    for (let round = min; round > 0 && start !== undefined; round--) start = this.write(body, start);
    return start;
  }

  #look({ body, direction, isNegated }: LookNode, next: number): number | undefined {
    if (direction !== "ahead" || body.kind !== "set") return undefined;
    return this.add({ kind: "ahead", set: this.#numberOf(body.set), isNegated, next });
  }
}
