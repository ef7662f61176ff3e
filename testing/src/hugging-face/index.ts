export { Refused, Unknown } from "./outcome.ts";
export { SlowBpe } from "./slow-bpe.ts";
export { readSlowly, type SlowTokenizer } from "./slow-tokenizer.ts";
export { unicode16 } from "./unicode16.ts";
export { huggingFaceAnswers } from "./answers.ts";
export { type Family, modelFamilies, modelFamily, sentencePieceFile, tekkenFile } from "./families.ts";
export {
  HAY_MERGES,
  HAY_SHAPES,
  HAY_VOCAB,
  type HayShape,
  inAscii,
  ORDERS_OF_MERGES,
  specialHayToken,
  writeHayFile,
} from "./hay-file.ts";
