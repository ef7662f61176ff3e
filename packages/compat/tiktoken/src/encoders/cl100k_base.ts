/** The vocabulary of cl100k_base as tiktoken has it, unpacked when it is used. */
import { patternOfTiktoken, rankObject, type TiktokenBPE } from "@windrow/compat-ranks";
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";

/** The vocabulary of cl100k_base: its pattern, its special tokens, and its ranks, whose text is made when it is read. */
const encoder: TiktokenBPE = /* @__PURE__ */ rankObject(cl100kBase, /* @__PURE__ */ patternOfTiktoken("cl100k_base"));

// oxlint-disable-next-line import/no-default-export -- tiktoken has its encoders so
export default encoder;
