/** Damaged tokenizer.json and tekken.json: an HfError, or a tokenizer whose ways to ids agree. */
import { testFuzzTargets } from "@windrow/testing/fuzz";
import { byteLevelTarget } from "./byte-level.ts";
import { tekkenTarget, tokenizerJsonTarget } from "./tokenizers.ts";

testFuzzTargets([byteLevelTarget, tokenizerJsonTarget, tekkenTarget]);
