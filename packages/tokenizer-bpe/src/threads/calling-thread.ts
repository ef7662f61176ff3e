/** Encodes lists of texts in the calling thread alone: what `#batch-encoder` is in bundles for browsers. */
import type { OpenBatchEncoder } from "./batch-encoder.ts";
import { type EncodedSlice, joinSlices, SliceEncoder } from "./encoded-slice.ts";
import { sliceTexts } from "./text-slices.ts";

export const openBatchEncoder: OpenBatchEncoder = (whole, special, _, nextTurn) => {
  const encoder = new SliceEncoder(whole, special);
  return {
    async encode(texts, __, selection) {
      const encoded: EncodedSlice[] = [];
      for (const { start, end } of sliceTexts(texts).slices) {
        if (start > 0) await nextTurn();
        encoded.push(encoder.encode(texts.slice(start, end), start, selection));
      }
      return joinSlices(encoded);
    },
  };
};
