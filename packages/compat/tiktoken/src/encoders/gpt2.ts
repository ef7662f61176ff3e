/** The vocabulary of gpt2 as tiktoken has it, unpacked when it is used. */
import { patternOfTiktoken, rankObject, type TiktokenBPE } from "@windrow/compat-ranks";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";

/** The vocabulary of gpt2: its pattern, its special tokens, and its ranks, whose text is made when it is read. */
const encoder: TiktokenBPE = /* @__PURE__ */ rankObject(gpt2, /* @__PURE__ */ patternOfTiktoken("gpt2"), 50257);

// oxlint-disable-next-line import/no-default-export -- tiktoken has its encoders so
export default encoder;
