export { corpora, fileOfCorpus, readCorpus, type TextName, testWithCorpus, withoutText } from "./corpora.ts";
export { STANDING_NAMES, type StandingName, standingText } from "./standing-texts/standing-text.ts";
export { golden, hexOfFloats, sha256OfFloats, sha256OfIds } from "./golden.ts";
export { skipNote } from "./skip-note.ts";
export { mulberry32 } from "./mulberry32.ts";
export { seededTexts } from "./seeded-texts.ts";
export { describeDatasetContract } from "./dataset-contract.ts";
export { describeRandomSourceContract } from "./random-source-contract.ts";
export { describeTokenizerContract } from "./tokenizer-contract.ts";
