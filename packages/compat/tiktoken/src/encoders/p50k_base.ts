/** The vocabulary of p50k_base as tiktoken has it, unpacked when it is used. */
import { patternOfTiktoken, rankObject, type TiktokenBPE } from "@windrow/compat-ranks";
import { p50kBase } from "@windrow/tokenizer-bpe/p50k_base";

/** The vocabulary of p50k_base: its pattern, its special tokens, and its ranks, whose text is made when it is read. */
const encoder: TiktokenBPE = /* @__PURE__ */ rankObject(
  p50kBase,
  /* @__PURE__ */ patternOfTiktoken("p50k_base"),
  50281,
);

// oxlint-disable-next-line import/no-default-export -- tiktoken has its encoders so
export default encoder;
