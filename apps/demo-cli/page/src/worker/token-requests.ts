/** Answers the page's requests with an encoding, or a tokenizer of somebody's own. */
import { labelOfBytes } from "../../../src/commands/report/token-label.ts";
import { answerRequests } from "./engine.ts";
import { type PageTokenizer, tokenGroups } from "./token-groups.ts";

export function answerTokenRequests(tokenizer: PageTokenizer): void {
  // As in the demo: <|endoftext|> separates documents, other special tokens are text.
  const allowedSpecial = tokenizer.specialTokens.has("<|endoftext|>") ? ["<|endoftext|>"] : [];
  answerRequests({
    vocabSize: () => tokenizer.vocabSize,
    encode: (text) => tokenizer.encode(text, { allowedSpecial, disallowedSpecial: [] }),
    groups: (_, ids, shown) => tokenGroups(tokenizer, ids.subarray(0, shown)),
    cell: (id) => ({ id, label: labelOfBytes(tokenizer.decodeBytes([id])) }),
  });
}
