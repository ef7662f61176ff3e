/** The vocabulary of p50k_edit as js-tiktoken has it, unpacked when it is used. */
import { patternOfJsTiktoken, rankObject, type TiktokenBPE } from "@windrow/compat-ranks";
import { p50kEdit } from "@windrow/tokenizer-bpe/p50k_edit";

/** The vocabulary of p50k_edit: its pattern, its special tokens, and its ranks, whose text is made when it is read. */
const ranks: TiktokenBPE = /* @__PURE__ */ rankObject(p50kEdit, /* @__PURE__ */ patternOfJsTiktoken("p50k_edit"));

// oxlint-disable-next-line import/no-default-export -- js-tiktoken has its ranks so
export default ranks;
