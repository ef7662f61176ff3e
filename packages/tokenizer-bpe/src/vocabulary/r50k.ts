import { packed } from "../packed/r50k.js";
import { once } from "./once.ts";
import { unpackVocabulary } from "./unpack-vocabulary.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The r50k tokens, shared by the encodings built on them. */
export const r50kVocabulary: () => Vocabulary = once(() => unpackVocabulary(packed));
