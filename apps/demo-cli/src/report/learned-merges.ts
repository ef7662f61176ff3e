/** The merges of an encoding in the order learned, with what of them a text uses. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import type { LearnedMerges } from "./report-data.ts";
import { labelOfBytes } from "./token-label.ts";

/** In the page: all of a small vocabulary, the beginning of a large one. */
const MOST_MERGES = 2000;

/** @returns undefined where the encoding's tokens are not made by one merge each */
export function learnedMerges(tokenizer: BpeTokenizer, ids: ArrayLike<number>): LearnedMerges | undefined {
  const listed = listMerges(tokenizer);
  if (listed === undefined) return undefined;
  const { merges, idOf } = listed;
  const uses = new Int32Array(tokenizer.vocabSize);
  for (let i = 0; i < ids.length; i++) uses[ids[i]!]!++;
  const label = (name: string): string => labelOfBytes(tokenizer.decodeSingleTokenBytes(idOf(name)));
  const shown = merges.slice(0, MOST_MERGES).map((merge) => {
    const [left = "", right = ""] = merge.split(" ");
    const id = idOf(left + right);
    return { id, left: label(left), right: label(right), token: label(left + right), count: uses[id]! };
  });
  return { encoding: tokenizer.name, total: merges.length, shown };
}

function listMerges(tokenizer: BpeTokenizer): { merges: string[]; idOf: (name: string) => number } | undefined {
  try {
    const { vocab, merges } = tokenizer.toVocabAndMerges();
    const ids = JSON.parse(vocab) as Record<string, number>;
    // The first line says the version, the last is empty.
    return { merges: merges.split("\n").slice(1, -1), idOf: (name) => ids[name]! };
  } catch (error) {
    if ((error as { code?: string }).code !== "BPE_NOT_EXPORTABLE") throw error;
    return undefined;
  }
}
