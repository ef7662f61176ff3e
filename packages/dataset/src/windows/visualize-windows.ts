/** The notebook's GPTDataset.visualize: windows as ids and as text, side by side. */
import { checkInteger, checkOptions, invalidOption } from "@windrow/core";
import type { Dataset, TokenIds, Tokenizer, TokenWindow } from "@windrow/interfaces";
import { checkDataset, fail } from "../options.ts";

/** One window, as ids and as text. */
export interface WindowPair {
  /** The input's ids, as the dataset gives them. */
  readonly inputIds: TokenIds;
  /** The target's ids: the input shifted by one. */
  readonly targetIds: TokenIds;
  /** The input's text. */
  readonly input: string;
  /** The target's text. */
  readonly target: string;
}

/**
 * The first windows of a dataset with their texts.
 * @param options.maxPairs how many at most; default 20
 * @throws DatasetError DATASET_INVALID_OPTION; and what the tokenizer throws
 * @example
 * const dataset = new SlidingWindowDataset(gpt2.encode("hello world"), { maxLength: 1, stride: 1 });
 * visualizeWindows(dataset, gpt2)[0]; // { inputIds: [31373], targetIds: [995], input: "hello", target: " world" }
 */
export function visualizeWindows(
  dataset: Dataset<TokenWindow>,
  tokenizer: Pick<Tokenizer, "decode">,
  options: { maxPairs?: number | undefined } = {},
): WindowPair[] {
  const maxPairs = checkInteger(fail, "maxPairs", checkOptions(fail, options, ["maxPairs"]).maxPairs ?? 20, 1);
  checkDataset(dataset);
  if (typeof tokenizer?.decode !== "function") {
    throw invalidOption(fail, "tokenizer", tokenizer, "an object with a method decode(ids) that returns text");
  }
  return Array.from({ length: Math.min(maxPairs, dataset.length) }, (_, index) => {
    const { inputIds, targetIds } = dataset.get(index);
    return { inputIds, targetIds, input: tokenizer.decode(inputIds), target: tokenizer.decode(targetIds) };
  });
}
