/**
 * What an expression may have matched so far, as an engine that goes back where it fails would try it: the ways that are
 * open, the preferred ones first. A match ends those that are less preferred.
 */
import type { CharacterKinds } from "./character-kinds.ts";
import type { Nfa } from "./nfa.ts";

/** Steps of the graph that are to be taken next, the preferred first. */
export type Threads = readonly number[];

export interface Advance {
  /** The ways that have taken the character. */
  readonly next: Threads;
  /** Whether a match ends before it, which none of these is preferred to but those that go on. */
  readonly isMatch: boolean;
}

/** The kind of what is behind the last character. */
export const TEXT_END = -1;

export class ThreadStepper {
  readonly #nfa: Nfa;
  readonly #members: readonly number[];

  /** @param members by kind, where bit i says whether it is in set i of the graph */
  constructor(nfa: Nfa, { members }: CharacterKinds) {
    this.#nfa = nfa;
    this.#members = members;
  }

  advance(threads: Threads, kind: number): Advance {
    const { steps } = this.#nfa;
    const members = kind === TEXT_END ? 0 : this.#members[kind]!;
    const next: number[] = [];
    const seen = new Set<number>();
    const open = threads.toReversed();
    while (open.length > 0) {
      const number = open.pop()!;
      if (seen.has(number)) continue;
      seen.add(number);
      const step = steps[number]!;
      if (step.kind === "match") return { next, isMatch: true };
      if (step.kind === "fork") open.push(step.second, step.first);
      else {
        const isIn = ((members >>> step.set) & 1) === 1;
        if (step.kind === "ahead") {
          if (isIn !== step.isNegated) open.push(step.next);
        } else if (isIn && !next.includes(step.next)) next.push(step.next);
      }
    }
    return { next, isMatch: false };
  }
}
