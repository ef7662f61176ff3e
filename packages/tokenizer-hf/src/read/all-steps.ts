/** All steps that a file may have. */
import type { StepReaders } from "./common-steps.ts";
import { readDecoder } from "./read-decoder.ts";
import { readNormalizer } from "./read-normalizer.ts";
import { readPreTokenizer } from "./read-pre-tokenizer.ts";

export const ALL_STEPS: StepReaders = {
  normalizer: readNormalizer,
  preTokenizer: readPreTokenizer,
  decoder: readDecoder,
};
