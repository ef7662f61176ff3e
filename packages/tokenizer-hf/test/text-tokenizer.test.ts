/** The contract that BpeTokenizer keeps as well: limits of tokens and the like. */
import { describeTextTokenizerContract } from "@windrow/testing";
import { modelFamily } from "@windrow/testing/hugging-face";
import { HfTokenizer } from "../src/index.ts";

// Byte-level on the engine, and pieces of SentencePiece's kind, with normal forms and bytes as a fallback.
for (const name of ["qwen3", "phi-3-mini"])
  describeTextTokenizerContract(name, () => HfTokenizer.fromJson(modelFamily(name).json));
