/** The vocabulary of cl100k_base as js-tiktoken has it, unpacked when it is used. */
import { patternOfJsTiktoken, rankObject, type TiktokenBPE } from "@windrow/compat-ranks";
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";

/** The vocabulary of cl100k_base: its pattern, its special tokens, and its ranks, whose text is made when it is read. */
const ranks: TiktokenBPE = /* @__PURE__ */ rankObject(cl100kBase, /* @__PURE__ */ patternOfJsTiktoken("cl100k_base"));

// oxlint-disable-next-line import/no-default-export -- js-tiktoken has its ranks so
export default ranks;
