/** The engine in WebAssembly against the one in TypeScript. */
import { describe, test } from "vitest";
import { BothEngines, VOCABULARIES } from "./both-engines.ts";
import { expectNoDifference } from "./expect-no-difference.ts";

describe.each(VOCABULARIES)("%s", (_, pattern, source) => {
  test("2,000 troublesome texts (seed 51)", () => expectNoDifference(new BothEngines(pattern, source), 51, 2000));
});
