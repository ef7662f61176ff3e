import { packed } from "../packed/cl100k.js";
import { packedSource, type VocabularySource } from "./vocabulary-source.ts";

/** The cl100k tokens, shared by the encodings built on them. */
export const cl100kVocabulary: VocabularySource = /* @__PURE__ */ packedSource(packed);
