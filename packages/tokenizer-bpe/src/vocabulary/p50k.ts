import { packed } from "../packed/p50k.js";
import { packedSource, type VocabularySource } from "./vocabulary-source.ts";

/** The p50k tokens, shared by the encodings built on them. */
export const p50kVocabulary: VocabularySource = /* @__PURE__ */ packedSource(packed);
