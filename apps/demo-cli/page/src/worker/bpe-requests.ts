/** Answers the page's requests with a byte pair encoding. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { labelOfBytes } from "../../../src/report/token-label.ts";
import { bpeGroups } from "./bpe-groups.ts";
import { answerRequests } from "./engine.ts";

export function answerBpeRequests(tokenizer: BpeTokenizer): void {
  // As in the demo: <|endoftext|> separates documents, other special tokens are text.
  const allowedSpecial = tokenizer.specialTokens.has("<|endoftext|>") ? ["<|endoftext|>"] : [];
  answerRequests({
    vocabSize: () => tokenizer.vocabSize,
    encode: (text) => tokenizer.encode(text, { allowedSpecial, disallowedSpecial: [] }),
    groups: (_, ids, shown) => bpeGroups(tokenizer, ids.subarray(0, shown)),
    cell: (id) => ({ id, label: labelOfBytes(tokenizer.decodeSingleTokenBytes(id)) }),
  });
}
