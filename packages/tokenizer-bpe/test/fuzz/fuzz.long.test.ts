/** Damaged files of every kind that this package reads: a right result, or a BpeError. */
import { testFuzzTargets } from "@windrow/testing/fuzz";
import { checkpointTarget } from "./checkpoint.ts";
import { patternTarget } from "./translate-pattern.ts";
import { vocabularies } from "./vocabularies.ts";

testFuzzTargets([...vocabularies, patternTarget, checkpointTarget]);
