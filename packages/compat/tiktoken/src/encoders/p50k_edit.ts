/** The vocabulary of p50k_edit as tiktoken has it, unpacked when it is used. */
import { patternOfTiktoken, rankObject, type TiktokenBPE } from "@windrow/compat-ranks";
import { p50kEdit } from "@windrow/tokenizer-bpe/p50k_edit";

/** The vocabulary of p50k_edit: its pattern, its special tokens, and its ranks, whose text is made when it is read. */
const encoder: TiktokenBPE = /* @__PURE__ */ rankObject(p50kEdit, /* @__PURE__ */ patternOfTiktoken("p50k_edit"));

// oxlint-disable-next-line import/no-default-export -- tiktoken has its encoders so
export default encoder;
