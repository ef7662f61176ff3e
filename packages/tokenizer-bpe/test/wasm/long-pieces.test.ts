/** Long pieces, of up to 64 KiB and a little more; long-pieces.long.test.ts has the other vocabularies. */
import { describe, test } from "vitest";
import { BothEngines, VOCABULARIES } from "./both-engines.ts";
import { expectSame, LENGTHS, RUNS, textAround } from "./long-pieces.ts";

describe.each(VOCABULARIES.filter(([name]) => name === "o200k"))("%s", (_, pattern, source) => {
  const engines = new BothEngines(pattern, source);

  test.each(LENGTHS)("pieces of %i bytes", (bytes) => {
    for (const run of Object.values(RUNS)) expectSame(engines, textAround(run(bytes)), [70_000]);
  });
});
