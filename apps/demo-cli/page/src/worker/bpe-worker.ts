/** A worker with one encoding of @windrow/tokenizer-bpe; the build says which. */
import { tokenizer } from "windrow:encoding";
import { labelOfBytes } from "../../../src/report/token-label.ts";
import { bpeGroups } from "./bpe-groups.ts";
import { answerRequests } from "./engine.ts";

answerRequests({
  vocabSize: () => tokenizer.vocabSize,
  // As in the demo: <|endoftext|> separates documents, other special tokens are text.
  encode: (text) => tokenizer.encode(text, { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] }),
  groups: (_, ids, shown) => bpeGroups(tokenizer, ids.subarray(0, shown)),
  cell: (id) => ({ id, label: labelOfBytes(tokenizer.decodeSingleTokenBytes(id)) }),
});
