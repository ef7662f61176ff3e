/** The tables by which the engine splits, in a form that JSON takes. */
import type { ScanTable } from "@windrow/tokenizer-bpe/internal";
import { tableScanner } from "./table-scanner.ts";

const CODE_POINTS = 0x110000;
/** Classes for which the engine has places. */
const CLASSES = 32;

export interface SplitTable {
  /** Lengths of the runs of code points of one class, which are all code points, and their classes. */
  readonly lengths: readonly number[];
  readonly classes: readonly number[];
  /** The class of the end of a text. */
  readonly end: number;
  /** As in ScanTable. */
  readonly asciiBits: number;
  readonly steps: readonly number[];
  readonly sections: readonly number[];
}

/** Whether what a module holds is whole: the engine takes its numbers as they are. */
export function isSplitTable(value: Partial<SplitTable>): value is SplitTable {
  const { lengths, classes, end, asciiBits, steps, sections } = value;
  if (!isNumbers(lengths, CODE_POINTS) || !isNumbers(classes, CLASSES) || !isNumbers(sections, 1 << 8)) return false;
  if (!isNumbers(steps, 1 << 16) || !isNumbers([end, asciiBits], CLASSES)) return false;
  const states = steps.length / CLASSES;
  return (
    lengths.length === classes.length &&
    lengths.reduce((sum, length) => sum + length, 0) === CODE_POINTS &&
    sections.length === CLASSES &&
    Number.isInteger(states) &&
    states > 1 &&
    // The state is above two bits, see ScanTable.
    steps.every((step) => step >> 2 < states)
  );
}

/** Integers from 0 up to a limit. */
function isNumbers(list: unknown, limit: number): list is readonly number[] {
  return Array.isArray(list) && list.every((one) => Number.isInteger(one) && one >= 0 && one < limit);
}

export function openTable({ lengths, classes, end, asciiBits, steps, sections }: SplitTable): ScanTable {
  const tables = {
    classes: () => classesOf(lengths, classes, end),
    asciiBits,
    steps: Uint16Array.from(steps),
    sections: Uint8Array.from(sections),
  };
  return { ...tables, scan: tableScanner(tables) };
}

function classesOf(lengths: readonly number[], classes: readonly number[], end: number): Uint8Array {
  const all = new Uint8Array(CODE_POINTS + 1);
  let at = 0;
  for (const [i, length] of lengths.entries()) all.fill(classes[i]!, at, (at += length));
  all[CODE_POINTS] = end;
  return all;
}
