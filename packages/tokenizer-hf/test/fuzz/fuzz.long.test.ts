/** Damaged tokenizer.json and tekken.json: an HfError, or a tokenizer whose ways to ids agree. */
import { testFuzzTargets } from "@windrow/testing/fuzz";
import { tekkenTarget, tokenizerJsonTarget } from "./tokenizers.ts";

testFuzzTargets([tokenizerJsonTarget, tekkenTarget]);
