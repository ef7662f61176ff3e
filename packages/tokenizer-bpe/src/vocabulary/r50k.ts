import { packed } from "../packed/r50k.js";
import { packedSource, type VocabularySource } from "./vocabulary-source.ts";

/** The r50k tokens, shared by the encodings built on them. */
export const r50kVocabulary: VocabularySource = /* @__PURE__ */ packedSource(packed);
