/** The vocabulary of gpt2 as js-tiktoken has it, unpacked when it is used. */
import { patternOfJsTiktoken, rankObject, type TiktokenBPE } from "@windrow/compat-ranks";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";

/** The vocabulary of gpt2: its pattern, its special tokens, and its ranks, whose text is made when it is read. */
const ranks: TiktokenBPE = /* @__PURE__ */ rankObject(gpt2, /* @__PURE__ */ patternOfJsTiktoken("gpt2"), 50257);

// oxlint-disable-next-line import/no-default-export -- js-tiktoken has its ranks so
export default ranks;
