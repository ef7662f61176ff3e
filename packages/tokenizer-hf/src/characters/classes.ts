/**
 * Classes of characters as huggingface/tokenizers 0.23 has them, by the engine's own and what differs: its punctuation is
 * that of Unicode 8, its words are those of Unicode 16. White space is the same in all versions, and numbers are the
 * engine's. Found by asking the library about each code point.
 */
import { classOf } from "./class-of.ts";

const LATER_PUNCTUATION = /* @__PURE__ */ classOf(
  "61d 9fd a76 c77 c84 1b4e-1b4f 1b7d-1b7f 2e43-2e4f 2e52-2e5d 10d6e 10ead 10ed0 10f55-10f59 10f86-10f89 " +
    "113d4-113d5 113d7-113d8 1144b-1144f 1145a-1145b 1145d 11660-1166c 116b9 1183b 11944-11946 119e2 " +
    "11a3f-11a46 11a9a-11a9c 11a9e-11aa2 11b00-11b09 11be1 11c41-11c45 11c70-11c71 11ef7-11ef8 11f43-11f4f " +
    "11fff 12ff1-12ff2 16d6d-16d6f 16e97-16e9a 16fe2 1e5ff 1e95e-1e95f",
);
const FORMER_PUNCTUATION = /* @__PURE__ */ classOf("166d 111c9");
const LATER_WORDS = /* @__PURE__ */ classOf(
  "88f c5c cdc 1acf-1add 1ae0-1aeb a7ce-a7cf a7d2 a7d4 a7f1 10940-10959 10ec5-10ec7 10efa-10efb 11b60-11b67 " +
    "11db0-11ddb 11de0-11de9 16ea0-16eb8 16ebb-16ed3 16ff2-16ff6 187f8-187ff 18d09-18d1e 18d80-18df2 " +
    "1e6c0-1e6de 1e6e0-1e6f5 1e6fe-1e6ff 2b73a-2b73f 2cea2-2cead 323b0-33479",
);

/** Sources of expressions with the flag `u`, of one character each. */
export const PUNCTUATION: string = `(?!${LATER_PUNCTUATION})(?:[\\p{P}!-/:-@\\[-\`{-~]|${FORMER_PUNCTUATION})`;
export const WORD: string = `(?!${LATER_WORDS})[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d]`;
export const SPACE = "\\p{White_Space}";
export const NUMBER = "\\p{N}";
