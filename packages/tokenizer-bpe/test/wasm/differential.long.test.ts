/**
 * differential.test.ts with many more texts: WINDROW_RANDOM_TEXTS of each vocabulary, 100,000 by default, in parts with
 * engines of their own, so that tables of pieces are new again and again.
 */
import { describe, test } from "vitest";
import { BothEngines, VOCABULARIES } from "./both-engines.ts";
import { expectNoDifference } from "./expect-no-difference.ts";

const TEXTS = Number(process.env["WINDROW_RANDOM_TEXTS"] ?? 100_000);
const PART = 20_000;

describe.each(VOCABULARIES)("%s", (_, pattern, source) => {
  test.each(Array.from({ length: Math.ceil(TEXTS / PART) }, (_unused, i) => 1000 + i))(
    `${PART} troublesome texts (seed %i)`,
    (seed) => expectNoDifference(new BothEngines(pattern, source), seed, PART),
  );
});
