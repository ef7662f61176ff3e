import { packed } from "../packed/cl100k.js";
import { once } from "./once.ts";
import { unpackVocabulary } from "./unpack-vocabulary.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The cl100k tokens, shared by the encodings built on them. */
export const cl100kVocabulary: () => Vocabulary = once(() => unpackVocabulary(packed));
