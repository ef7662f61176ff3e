/** cuts.test.ts with more texts. */
import { describe, test } from "vitest";
import { BothEngines, VOCABULARIES } from "./both-engines.ts";
import { expectSameHoweverCut, expectSameInterleaved } from "./cuts.ts";

describe.each(VOCABULARIES)("%s", (_, pattern, source) => {
  const engines = new BothEngines(pattern, source);

  test("200 texts (seed 63), cut everywhere", () => expectSameHoweverCut(engines, 63, 200));

  test("10,000 texts (seed 64), forty at a time", () => expectSameInterleaved(engines, 64, 10_000, 40));
});
