/** More random vocabularies than in own-vocabularies.test.ts, with more texts each. */
import { test } from "vitest";
import { COUNT, expectSameInRandomVocabulary } from "./own-vocabularies.ts";

test.each(Array.from({ length: COUNT }, (_, i) => i))("150 texts with a random vocabulary (seed %i)", (i) => {
  expectSameInRandomVocabulary(i, 150, 8100);
});
