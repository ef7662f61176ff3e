import { packed } from "../packed/p50k.js";
import { once } from "./once.ts";
import { unpackVocabulary } from "./unpack-vocabulary.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The p50k tokens, shared by the encodings built on them. */
export const p50kVocabulary: () => Vocabulary = once(() => unpackVocabulary(packed));
