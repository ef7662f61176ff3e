/**
 * The texts of Unicode's own test files, which its rules are the hardest for: both engines, where pieces end included, and
 * the slow twin.
 */
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { EncodingName } from "../../src/index.ts";
import { slowTwin } from "../slow-twin.ts";
import { BothEngines, VOCABULARIES } from "./both-engines.ts";
import { expectSameIds } from "./expect-same-ids.ts";
import { idsOf } from "./texts-in-parts.ts";

const { source, texts } = JSON.parse(
  readFileSync(new URL("../fixtures/unicode_tests.json", import.meta.url), "utf8"),
) as { source: string; texts: Record<string, string> };

/** By the name of the file, its texts; of sources of normalization all forms, with the syllables of Hangul. */
const files = new Map<string, readonly string[]>();

beforeAll(() => {
  for (const [name, packed] of Object.entries(texts))
    files.set(name, JSON.parse(inflateSync(Buffer.from(packed, "base64")).toString()) as string[]);
  const hangul = Array.from({ length: 11_172 }, (_, i) => String.fromCodePoint(0xac00 + i));
  const sources = [...files.get("NormalizationTest")!, ...hangul];
  const forms = sources.flatMap((text) => [
    text,
    ...["NFC", "NFD", "NFKC", "NFKD"].map((form) => text.normalize(form)),
  ]);
  files.set("NormalizationTest", [...new Set(forms)]);
});

const TWINS: Readonly<Record<string, EncodingName>> = {
  r50k: "gpt2",
  p50k: "p50k_base",
  cl100k: "cl100k_base",
  o200k: "o200k_base",
};

test(`${source}'s texts are all there`, () => {
  expect(Array.from(files, ([name, all]) => [name, all.length >= 500])).toEqual(
    Object.keys(texts).map((name) => [name, true]),
  );
  expect(files.get("LineBreakTest")!.length).toBe(7625);
  expect(files.get("NormalizationTest")!.length).toBeGreaterThan(36_000);
});

describe.each(VOCABULARIES)("%s", (name, pattern, vocabulary) => {
  const engines = new BothEngines(pattern, vocabulary);
  const twin = slowTwin(TWINS[name]!);

  test.each(Object.keys(texts))("%s", (file) => {
    const all = files.get(file)!;
    for (const text of all) {
      for (const around of [text, `a${text}B`, ` ${text} ${text}\n`, `1${text}'s`, `${text}${text}!`]) {
        const difference = engines.difference(around);
        if (difference !== undefined) expect.unreachable(`${JSON.stringify(around)}: ${difference}`);
      }
      expectSameIds(idsOf(engines.wasm, text), Int32Array.from(twin(text)), () => JSON.stringify(text));
    }
    const together = all.join(" ").slice(0, 60_000);
    expect(engines.difference(together)).toBeUndefined();
  });
});
