/** The merges of an encoding in the order learned, with what of them a text uses. */
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import type { LearnedMerges } from "./report-data.ts";
import { labelOfBytes } from "./token-label.ts";

/** In the page: all of a small vocabulary, the beginning of a large one. */
const MAX_MERGES = 2000;

/** @returns undefined where the encoding's tokens are not made by one merge each */
export async function learnedMerges(
  tokenizer: TextTokenizer,
  ids: ArrayLike<number>,
): Promise<LearnedMerges | undefined> {
  const list = await tokenizer.listMerges();
  if (list === undefined) return undefined;
  const { merges } = list;
  const uses = new Int32Array(tokenizer.vocabSize);
  for (let i = 0; i < ids.length; i++) uses[ids[i]!]!++;
  const label = (name: string): string => labelOfBytes(tokenizer.tokenBytes(list.idOf(name)));
  const shown = merges.slice(0, MAX_MERGES).map(([left, right]) => {
    const id = list.idOf(left + right);
    return { id, left: label(left), right: label(right), token: label(left + right), count: uses[id]! };
  });
  return { encoding: tokenizer.name, total: merges.length, shown };
}
