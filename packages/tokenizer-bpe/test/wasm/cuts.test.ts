/** Texts in parts through the engine in WebAssembly: the ids of the whole, by the engine in TypeScript. */
import { describe, test } from "vitest";
import { BothEngines, VOCABULARIES } from "./both-engines.ts";
import { expectSameHoweverCut, expectSameInterleaved } from "./cuts.ts";

describe.each(VOCABULARIES)("%s", (_, pattern, source) => {
  const engines = new BothEngines(pattern, source);

  test("20 texts (seed 61), cut everywhere", () => expectSameHoweverCut(engines, 61, 20));

  test("200 texts (seed 62), seven at a time", () => expectSameInterleaved(engines, 62, 200, 7));
});
