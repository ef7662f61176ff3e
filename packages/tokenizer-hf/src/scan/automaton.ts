/**
 * The automaton of a pattern within sections: one state for each set of ways that are open (threads.ts), by the character.
 *
 * Sections are made by the steps before the pattern, each of which takes characters of one set, in runs or up to so many at
 * a time. Where a section ends, the text ends for the pattern. So that a scanner knows a section by the character that it
 * stands at, runs of a limited length have to be pieces as they are, whatever the pattern.
 */
import { type CharacterKinds } from "./character-kinds.ts";
import type { Nfa } from "./nfa.ts";
import { TEXT_END, type Threads, ThreadStepper } from "./threads.ts";

/** A step that takes characters of one set. */
export interface Run<Set> {
  readonly set: Set;
  /** Characters at most; Infinity for the whole run. */
  readonly most: number;
}

export interface AutomatonStep {
  /** 0 where there is none. */
  readonly next: number;
  readonly isMatch: boolean;
}

export interface Automaton {
  /** By state and kind, that of the end of the text last: the next state, and whether a match ends before. */
  readonly rows: readonly (readonly AutomatonStep[])[];
  /** By kind. */
  readonly sections: readonly number[];
}

const MAX_STATES = 256;
/** For sections in which each character is alone. */
const ALONE = 128;
const MAX_SECTIONS = 128;

interface State {
  readonly threads: Threads;
  /** The section of the characters so far; -1 before the first. */
  readonly section: number;
  /** Characters so far of a run of limited length, 0 in other states. */
  readonly count: number;
}

/**
 * @param runs their sets are numbers of sets of the kinds
 * @returns undefined where it would be too large, or a run of limited length is not surely a piece
 */
export function automatonOf(nfa: Nfa, kinds: CharacterKinds, runs: readonly Run<number>[]): Automaton | undefined {
  const builder = new Builder(nfa, kinds, runs);
  return builder.limitsArePieces() ? builder.all() : undefined;
}

class Builder {
  readonly #stepper: ThreadStepper;
  readonly #nfa: Nfa;
  readonly #kinds: readonly number[];
  readonly #sections: readonly number[];
  /** By kind: characters at most of a run of limited length, or 0. */
  readonly #limits: readonly number[];
  readonly #runsOfKind: readonly (readonly Run<number>[])[];
  readonly #numbers = new Map<string, number>();
  /** State 0 is none. */
  readonly #states: State[] = [{ threads: [], section: -1, count: 0 }];

  constructor(nfa: Nfa, kinds: CharacterKinds, runs: readonly Run<number>[]) {
    this.#nfa = nfa;
    this.#stepper = new ThreadStepper(nfa, kinds);
    this.#kinds = kinds.members.map((_, kind) => kind);
    this.#runsOfKind = kinds.members.map((members) => runs.filter(({ set }) => ((members >>> set) & 1) === 1));
    this.#limits = this.#runsOfKind.map(([first]) =>
      first && first.most > 1 && first.most < Infinity ? first.most : 0,
    );
    const known = new Map<string, number>();
    this.#sections = this.#runsOfKind.map((of) => {
      const key = of.map(({ set }) => set).join();
      const section = known.get(key) ?? known.size;
      known.set(key, section);
      return of.some(({ most }) => most === 1) ? section | ALONE : section;
    });
    if (known.size > MAX_SECTIONS) this.#sections = [];
  }

  /** Whether runs of limited length are in no other set, and the pattern takes all of each, or nothing. */
  limitsArePieces(): boolean {
    if (this.#sections.length === 0) return false;
    for (const kind of this.#kinds) {
      const of = this.#runsOfKind[kind]!;
      if (of.length > 1 && of.some(({ most }) => most > 1 && most < Infinity)) return false;
    }
    return [...new Set(this.#limits)].every((limit) => limit === 0 || this.#isPiece(limit));
  }

  /** Whether the pattern takes all of each run of so many characters of a kind with that limit, or nothing of any. */
  #isPiece(limit: number): boolean {
    const kinds = this.#kinds.filter((kind) => this.#limits[kind] === limit);
    let isTaken = true;
    let isLeft = true;
    let open: Threads[] = [[this.#nfa.start]];
    for (let count = 1; count <= limit; count++) {
      const seen = new Map<string, Threads>();
      for (const threads of open) {
        for (const kind of kinds) {
          const { next, isMatch } = this.#stepper.advance(threads, kind);
          if (isMatch) isLeft = false;
          seen.set(next.join(), next);
        }
      }
      open = [...seen.values()];
      for (const threads of open) {
        if (this.#stepper.advance(threads, TEXT_END).isMatch) isLeft = false;
        else isTaken = false;
      }
    }
    return isTaken || isLeft;
  }

  all(): Automaton | undefined {
    this.#numberOf({ threads: [this.#nfa.start], section: -1, count: 0 });
    const rows: AutomatonStep[][] = [[]];
    for (let number = 1; number < this.#states.length; number++) {
      if (number > MAX_STATES) return undefined;
      const state = this.#states[number]!;
      rows.push([...this.#kinds, TEXT_END].map((kind) => this.#stepOf(state, kind)));
    }
    rows[0] = rows[1]!.map(() => ({ next: 0, isMatch: false }));
    return { rows, sections: this.#sections };
  }

  #stepOf({ threads, section, count }: State, kind: number): AutomatonStep {
    const isFirst = section === -1;
    const limit = kind === TEXT_END ? 0 : this.#limits[kind]!;
    const own = kind === TEXT_END ? -1 : this.#sections[kind]!;
    if (count > 0) {
      const goesOn = own === section && count < limit;
      return goesOn
        ? { next: this.#numberOf({ threads, section, count: count + 1 }), isMatch: false }
        : { next: 0, isMatch: true };
    }
    if (isFirst && limit > 0) return { next: this.#numberOf({ threads: [], section: own, count: 1 }), isMatch: false };
    const ends = !isFirst && (own !== section || own >= ALONE);
    const { next, isMatch } = this.#stepper.advance(threads, ends ? TEXT_END : kind);
    return { next: this.#numberOf({ threads: next, section: own, count: 0 }), isMatch };
  }

  #numberOf(state: State): number {
    if (state.threads.length === 0 && state.count === 0) return 0;
    const key = `${state.section} ${state.count} ${state.threads.join()}`;
    const known = this.#numbers.get(key) ?? this.#states.push(state) - 1;
    this.#numbers.set(key, known);
    return known;
  }
}
