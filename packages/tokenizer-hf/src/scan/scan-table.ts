/** The tables by which the engine splits, of a pattern and the steps before it. */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";
import type { Node } from "../patterns/nodes.ts";
import { type Automaton, automatonOf, type AutomatonStep, type Run } from "./automaton.ts";
import { type CharacterKinds, kindsOf } from "./character-kinds.ts";
import { nfaOf } from "./nfa.ts";
import type { SplitTable } from "./split-table.ts";

const CODE_POINTS = 0x110000;
/** Classes, with that of the end of a text: the engine has rows of so many steps. */
const MAX_CLASSES = 32;

/**
 * @param pattern one that is quick: it goes no further than a piece, or a few times over it
 * @param runs what the steps before it take
 * @returns undefined where it can't be done by tables
 */
export function scanTable(pattern: Node, runs: readonly Run<CodePointSet>[]): SplitTable | undefined {
  const nfa = nfaOf(pattern);
  const kinds = nfa && kindsOf([...nfa.sets, ...runs.map(({ set }) => set)]);
  if (nfa === undefined || kinds === undefined) return undefined;
  const numbered = runs.map(({ most }, i) => ({ set: nfa.sets.length + i, most }));
  const automaton = automatonOf(nfa, kinds, numbered);
  return automaton && tablesOf(automaton, kinds);
}

function tablesOf({ rows: steps, sections }: Automaton, kinds: CharacterKinds): SplitTable | undefined {
  const rows = numbersOf(steps);
  // Kinds that make no difference are one class; they are numbered as they come first, so that ASCII's have small numbers.
  const columns = new Map<string, number>();
  const classOfKind = sections.map((section, kind) => {
    const key = [section, ...rows.map((row) => row[kind]!)].join();
    const number = columns.get(key) ?? columns.size;
    columns.set(key, number);
    return number;
  });
  const end = columns.size;
  if (end >= MAX_CLASSES) return undefined;
  const table = Array.from({ length: rows.length * MAX_CLASSES }, () => 0);
  const sectionsOfClass = Array.from({ length: MAX_CLASSES }, () => 0);
  for (const [state, row] of rows.entries()) {
    for (const [kind, number] of [...classOfKind, end].entries()) table[state * MAX_CLASSES + number] = row[kind]!;
  }
  for (const [kind, number] of classOfKind.entries()) sectionsOfClass[number] = sections[kind]!;
  const asciiClasses = Math.max(...classOfKind.slice(0, kinds.asciiCount)) + 1;
  return {
    lengths: kinds.starts.map((start, i) => (kinds.starts[i + 1] ?? CODE_POINTS) - start),
    classes: kinds.kinds.map((kind) => classOfKind[kind]!),
    end,
    asciiBits: Math.max(1, Math.ceil(Math.log2(asciiClasses))),
    steps: table,
    sections: sectionsOfClass,
  };
}

/** The steps as the engine reads them. */
function numbersOf(rows: readonly (readonly AutomatonStep[])[]): number[][] {
  // States that something matches behind, whatever follows: what has matched before need not be kept.
  const sure = rows.map((_, state) => state > 0);
  for (let changes = true; changes;) {
    changes = false;
    for (const [state, row] of rows.entries()) {
      if (!sure[state] || row.every(({ next, isMatch }) => isMatch || sure[next])) continue;
      sure[state] = false;
      changes = true;
    }
  }
  return rows.map((row) =>
    row.map(({ next, isMatch }) => 4 * next + (isMatch ? 1 : 0) + (isMatch && next > 0 && !sure[next] ? 2 : 0)),
  );
}
