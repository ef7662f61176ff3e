/** Single tokens of packed vocabularies are those of the table of all. */
import { expect, test } from "vitest";
import { copyToken } from "../../src/vocabulary/token-bytes.ts";
import { cl100kVocabulary } from "../../src/vocabulary/cl100k.ts";
import { o200kVocabulary } from "../../src/vocabulary/o200k.ts";
import { p50kVocabulary } from "../../src/vocabulary/p50k.ts";
import { r50kVocabulary } from "../../src/vocabulary/r50k.ts";

test.each([
  ["r50k", r50kVocabulary, 50_256],
  ["p50k", p50kVocabulary, 50_280],
  ["cl100k", cl100kVocabulary, 100_256],
  ["o200k", o200kVocabulary, 199_998],
])("%s: each token, and each hole", (_, source, count) => {
  const all = source.tokenBytes();
  expect(source.size()).toBe(all.offsets.length - 1);
  const [one, expected] = [new Uint8Array(200), new Uint8Array(200)];
  const part = new Uint8Array(2);
  const wrong: number[] = [];
  let tokens = 0;
  for (let id = 0; id < source.size(); id++) {
    const length = source.copyToken(id, one);
    if (length !== copyToken(all, id, expected) || Buffer.compare(one, expected) !== 0) wrong.push(id);
    if (length > 0) tokens++;
    // No more of it than fits.
    part.set([0, 0]);
    const isPart =
      source.copyToken(id, part) === length && (length < 2 || Buffer.compare(part, one.subarray(0, 2)) === 0);
    if (!isPart) wrong.push(id);
  }
  expect(wrong).toEqual([]);
  expect(tokens).toBe(count);
  for (const id of [-1, 0.5, Number.NaN, source.size(), 2 ** 32, "5" as never])
    expect(source.copyToken(id, one)).toBe(0);
});
