/**
 * How the engine of tokenizer-bpe splits as the pre_tokenizer of a file does: with its own scanner where the pattern has
 * one, by tables, by a regular expression, or step by step. What the pre-tokenizer does to bytes the engine does by itself.
 */
import { scannedPattern, type Split, withBetween } from "@windrow/tokenizer-bpe/internal";
import { ByteLevel, wordPattern } from "../pre-tokenizers/byte-level.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import { PreTokenizerSequence } from "../pre-tokenizers/sequence.ts";
import { Split as SplitStep } from "../pre-tokenizers/split.ts";
import { openTable, type SplitTable } from "../scan/split-table.ts";
import { tableOfSteps } from "../scan/table-of-steps.ts";

export interface EngineSplit {
  readonly split: Split;
  /** Whether a text that does not begin with a space gets one. */
  readonly addsSpace: boolean;
  /** What `split` was made of, where those are tables. */
  readonly table?: SplitTable;
}

/**
 * @param table what was found out before
 * @returns undefined where the engine can't, or the pieces are not bytes
 */
export function engineSplit(preTokenizer: PreTokenizer | undefined, table?: SplitTable): EngineSplit | undefined {
  const steps = flat(preTokenizer);
  const last = steps.at(-1);
  const before = steps.slice(0, -1);
  if (!(last instanceof ByteLevel) || before.some((step) => step instanceof ByteLevel)) return undefined;
  if (last.addsSpace && before.length > 0) return undefined;
  const { addsSpace } = last;
  const split = table ?? splitOf(last.splits ? [...before, new SplitStep(wordPattern(), "Isolated")] : before);
  if (isTable(split)) return { split: openTable(split), addsSpace, table: split };
  if (split !== undefined) return { split, addsSpace };
  const { ends } = new PreTokenizerSequence(steps);
  return ends && { split: { open: (text) => pull(ends(text)) }, addsSpace: false };
}

function flat(step: PreTokenizer | undefined): PreTokenizer[] {
  if (step === undefined) return [];
  return step instanceof PreTokenizerSequence ? step.steps.flatMap(flat) : [step];
}

function splitOf(steps: readonly PreTokenizer[]): Split | SplitTable | undefined {
  if (!areSplits(steps)) return undefined;
  const [only, ...others] = steps;
  if (only === undefined) return /[^]+/uy;
  if (others.length > 0) return tableOfSteps(steps);
  const { pattern, behavior, isInverted, ends } = only;
  const isIsolated = behavior === "Isolated" && !isInverted;
  const isKept = behavior === "Removed" && isInverted && ends !== undefined;
  const { source, known } = pattern;
  const mayBeScanned = source !== undefined && (isIsolated || isKept) && known?.isScanned !== false;
  const scanned = mayBeScanned ? scannedPattern(source) : undefined;
  const found = scanned ?? tableOfSteps(steps);
  if (found !== undefined || source === undefined || !(isIsolated || isKept)) return found;
  const { expression } = pattern;
  if (expression === undefined) return undefined;
  return isKept ? new RegExp(expression.source, "uy") : withBetween(expression);
}

function areSplits(steps: readonly PreTokenizer[]): steps is readonly SplitStep[] {
  return steps.every((step) => step instanceof SplitStep);
}

function isTable(split: Split | SplitTable | undefined): split is SplitTable {
  return typeof split === "object" && "lengths" in split;
}

function pull(ends: Iterable<number>): () => number {
  const iterator = ends[Symbol.iterator]();
  return () => iterator.next().value as number;
}
