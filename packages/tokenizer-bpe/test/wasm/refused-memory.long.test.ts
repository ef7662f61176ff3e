/** An engine that gets no more memory, at every place where it asks for some: it can't be had, or the ids are right. */
import { readFileSync } from "node:fs";
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { TypeScriptEngine } from "../../src/encode/typescript-engine.ts";
import { WasmEngine } from "../../src/encode/wasm-engine.ts";
import { Instance } from "../../src/wasm/instance.ts";
import { Runner } from "../../src/wasm/runner.ts";
import { ownSource } from "../../src/vocabulary/vocabulary-source.ts";
import { VOCABULARIES } from "./both-engines.ts";
import { expectSameIds } from "./expect-same-ids.ts";
import { withMemoryLimit } from "./limited-module.ts";
import { randomMerges, randomRanks } from "./random-vocabularies.ts";
import { idsOf } from "./texts-in-parts.ts";
import { troublesomeText } from "./troublesome-texts.ts";

const module = readFileSync(new URL("../../assembly/engine.wasm", import.meta.url));
/** What it has at first. */
const FIRST_PAGES = 48;

const random = mulberry32(81);
const texts = Array.from({ length: 200 }, () => troublesomeText(random));
/** So many pieces that every table is full and forgets all, and long ones. */
const many = Array.from({ length: 60_000 }, (_, i) => ` ${i.toString(36)}x${"yz".repeat(i % 12)}`).join("");
const long = ["a".repeat(300), "ab".repeat(20_000), ` one ${"q".repeat(70_000)} two`];

describe.each([
  ...VOCABULARIES,
  ["ranks that are not a tree", VOCABULARIES[0]![1], ownSource(randomRanks(mulberry32(82), 100))] as const,
  ["listed merges", VOCABULARIES[3]![1], ownSource(randomMerges(mulberry32(83), 100))] as const,
])("%s", (_, pattern, source) => {
  test("with every number of pages", () => {
    const typescript = new TypeScriptEngine(pattern, source.vocabulary());
    const all = [...texts, ...long, many, ...texts.slice(0, 20)];
    const expected = all.map((text) => idsOf(typescript, text));
    let refused = 0;
    let made = 0;
    // Some of those between take no longer to try, but all together do.
    for (let pages = FIRST_PAGES; pages < 800; pages += pages < 200 || pages % 16 === 0 ? 1 : 15) {
      const limited = new WebAssembly.Module(withMemoryLimit(module, pages));
      let instance: Instance;
      try {
        instance = new Instance(pattern, source, limited);
      } catch (error) {
        expect(error).toMatchObject({ name: "RangeError", message: "the engine has no more memory" });
        expect(made, `${pages} pages, after fewer were enough`).toBe(0);
        refused++;
        continue;
      }
      made++;
      const engine = new WasmEngine(pattern, source, new Runner(pattern, source, instance));
      for (const [i, text] of all.entries())
        expectSameIds(idsOf(engine, text), expected[i]!, () => `${pages} pages, text ${i}`);
      expect(engine.failure).toBeUndefined();
      const { byteLength } = instance.exports.memory.buffer;
      expect(byteLength).toBeLessThanOrEqual(pages * 65_536);
      // All that it asks for has been granted.
      if (byteLength < pages * 65_536 - 2 ** 22) break;
    }
    expect(refused).toBeGreaterThan(0);
    expect(made).toBeGreaterThan(5);
  });
});
