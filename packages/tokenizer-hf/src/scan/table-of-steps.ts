/**
 * Steps that split as tables by which the engine does: the last one by any pattern that has an automaton, those before it
 * by characters of one set. That is what Digits and Punctuation do, and the files of DeepSeek.
 */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";
import type { Node } from "../patterns/nodes.ts";
import type { Split } from "../pre-tokenizers/split.ts";
import type { Run } from "./automaton.ts";
import { scanTable } from "./scan-table.ts";
import type { SplitTable } from "./split-table.ts";

/** @returns undefined where there are none */
export function tableOfSteps(steps: readonly Split[]): SplitTable | undefined {
  const last = steps.at(-1);
  const pattern = last && patternOf(last);
  const runs = steps.slice(0, -1).map(runOf);
  return pattern && runs.every((run) => run !== undefined) ? scanTable(pattern, runs) : undefined;
}

/** What a step isolates, which is all the pattern matches. */
function patternOf({ pattern, behavior, isInverted, ends }: Split): Node | undefined {
  const isIsolated = behavior === "Isolated" && !isInverted;
  const isKept = behavior === "Removed" && isInverted && ends !== undefined;
  if (isIsolated || isKept) return pattern.node?.();
  const node = behavior === "Contiguous" && !isInverted ? pattern.node?.() : undefined;
  return node?.kind === "set" ? { kind: "repeat", body: node, min: 1, max: Infinity, isLazy: false } : undefined;
}

/** The characters that a step takes, where it is no more than that. */
function runOf(step: Split): Run<CodePointSet> | undefined {
  const node = patternOf(step);
  if (node?.kind === "set") return { set: node.set, most: 1 };
  if (node?.kind !== "repeat" || node.body.kind !== "set" || node.min !== 1 || node.isLazy) return undefined;
  return { set: node.body.set, most: node.max };
}
