/** The vocabulary of r50k_base as tiktoken has it, unpacked when it is used. */
import { patternOfTiktoken, rankObject, type TiktokenBPE } from "@windrow/compat-ranks";
import { r50kBase } from "@windrow/tokenizer-bpe/r50k_base";

/** The vocabulary of r50k_base: its pattern, its special tokens, and its ranks, whose text is made when it is read. */
const encoder: TiktokenBPE = /* @__PURE__ */ rankObject(
  r50kBase,
  /* @__PURE__ */ patternOfTiktoken("r50k_base"),
  50257,
);

// oxlint-disable-next-line import/no-default-export -- tiktoken has its encoders so
export default encoder;
