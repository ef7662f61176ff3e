/**
 * Every code point of Unicode, in the company that matters, against tiktoken's own ids: that the
 * class tables are those of tiktoken's expressions, whatever Unicode version the engine here has.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FAMILIES } from "./families.ts";

interface Figures {
  source: string;
  block: number;
  digests: Record<string, string[]>;
}
const figures = JSON.parse(readFileSync(new URL("fixtures/code_points.json", import.meta.url), "utf8")) as Figures;

describe.each(FAMILIES)(`%s against ${figures.source}`, (name, tokenizer) => {
  test("all 1,112,064 code points", () => {
    const differing: string[] = [];
    for (const [block, expected] of figures.digests[name]!.entries()) {
      const digest = createHash("sha256");
      const start = block * figures.block;
      for (let codePoint = start; codePoint < start + figures.block; codePoint++) {
        if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
        const c = String.fromCodePoint(codePoint);
        digest.update(tokenizer.encodeOrdinary(`a${c}b ${c}c1${c}${c}A '${c}s\n${c}\nB${c}Ac ! ${c}`));
      }
      if (digest.digest("hex") !== expected)
        differing.push(`U+${start.toString(16)} to U+${(start + figures.block - 1).toString(16)}`);
    }
    expect(figures.digests[name]!.length * figures.block).toBe(0x110000);
    expect(differing).toEqual([]);
  }, 300_000);
});
