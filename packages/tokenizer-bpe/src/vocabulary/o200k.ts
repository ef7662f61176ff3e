import { packed } from "../packed/o200k.js";
import { packedSource, type VocabularySource } from "./vocabulary-source.ts";

/** The o200k tokens, shared by the encodings built on them. */
export const o200kVocabulary: VocabularySource = /* @__PURE__ */ packedSource(packed);
