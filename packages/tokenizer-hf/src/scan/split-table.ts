/** The tables by which the engine splits, in a form that JSON takes. */
import type { ScanTable } from "@windrow/tokenizer-bpe/internal";
import { tableScanner } from "./table-scanner.ts";

const CODE_POINTS = 0x110000;

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
