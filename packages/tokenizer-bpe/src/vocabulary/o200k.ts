import { packed } from "../packed/o200k.js";
import { once } from "./once.ts";
import { unpackVocabulary } from "./unpack-vocabulary.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The o200k tokens, shared by the encodings built on them. */
export const o200kVocabulary: () => Vocabulary = once(() => unpackVocabulary(packed));
