/** The notebook's GPTDataset.visualize: windows as ids and as text, side by side. */
import type { Dataset, TokenIds, Tokenizer, TokenWindow } from "@windrow/interfaces";
import { checkPositiveInteger } from "./options.ts";

/** One window, as ids and as text. */
export interface WindowPair {
  readonly inputIds: TokenIds;
  readonly targetIds: TokenIds;
  readonly input: string;
  readonly target: string;
}

/**
 * The first windows of a dataset with their texts.
 * @param options.maxPairs how many at most; default 20
 */
export function visualizeWindows(
  dataset: Dataset<TokenWindow>,
  tokenizer: Pick<Tokenizer, "decode">,
  options: { maxPairs?: number } = {},
): WindowPair[] {
  const maxPairs = checkPositiveInteger("maxPairs", options.maxPairs ?? 20);
  return Array.from({ length: Math.min(maxPairs, dataset.length) }, (_, index) => {
    const { inputIds, targetIds } = dataset.get(index);
    return { inputIds, targetIds, input: tokenizer.decode(inputIds), target: tokenizer.decode(targetIds) };
  });
}
