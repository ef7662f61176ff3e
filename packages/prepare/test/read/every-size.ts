/** What is read does not depend on how much is read at a time, nor on where a file is cut. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { seededTexts } from "@windrow/testing";
import { expect } from "vitest";
import { readInput } from "../support/read-inputs.ts";
import { makeScratch } from "../support/scratch.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** What a split of the whole file gives: a separator ends a document. */
export function splitWhole(bytes: Uint8Array, separator: string | undefined): string[] {
  const text = decoder.decode(bytes);
  if (separator === undefined) return text === "" ? [] : [text];
  const documents = text.split(separator);
  if (documents.at(-1) === "") documents.pop();
  return documents;
}

export const SEPARATORS: readonly (string | undefined)[] = [
  "\n",
  "\n\n",
  "aa",
  "aba",
  "<|end|>",
  "é",
  "\u{1f600}",
  "ab\u{1f600}ab",
  undefined,
];

/** Documents of a text: the split of the whole. @param count of texts */
export async function expectSplitAtEverySize(separator: string | undefined, count: number): Promise<void> {
  const folder = makeScratch();
  const words = [separator ?? "x", "a", "ab", "aaa", "\n", "\r\n", "\u{1f600}", "é", "\ufeff"];
  for (const [i, text] of seededTexts(69, count, { maxLength: 60, words }).entries()) {
    const path = join(folder, `${i}.txt`);
    const bytes = Buffer.from(text);
    writeFileSync(path, bytes);
    writeFileSync(`${path}.gz`, gzipSync(bytes));
    const expected = splitWhole(bytes, separator);
    for (const blockBytes of [1, 2, 3, 5, 8, 1000]) {
      for (const partBytes of [1, 2, 4, 7, 1000]) {
        const sizes = { blockBytes, partBytes };
        for (const segmentBytes of [1, 9, 1000]) {
          const found = await readInput(path, { separator, segmentBytes, cutBlockBytes: blockBytes, sizes });
          expect(found, JSON.stringify({ text, sizes, segmentBytes })).toEqual(expected);
        }
      }
    }
    expect(await readInput(`${path}.gz`, { separator, sizes: { partBytes: 2 } })).toEqual(expected);
  }
}

/** JSON lines: JSON.parse of each. @param count of lines, more than 9 */
export async function expectLinesAtEverySize(count: number): Promise<void> {
  const texts = seededTexts(69, count, { maxLength: 60, words: ["\n", '"', "\\"] }).map((one) => one.toWellFormed());
  const ends = ["\n", "\r\n", "\n\n", "\n \t\r\n"];
  const lines = texts.map((text, i) => {
    const json = JSON.stringify({ id: i, text, tags: [text] });
    // Escapes instead of letters, as Python's json.dumps writes them.
    const escaped = json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return (i % 2 === 0 ? json : escaped) + (i === count - 1 ? "" : ends[i % 4]!);
  });
  const expected = lines.map((line) => JSON.parse(line).text as string);
  expect(expected).toEqual(texts);
  const path = join(makeScratch(), "a.jsonl");
  writeFileSync(path, lines.join(""));
  for (const blockBytes of [1, 7, 100, 10_000]) {
    for (const partBytes of [1, 2, 1000]) {
      for (const segmentBytes of [1, 500, 100_000]) {
        const sizes = { blockBytes, partBytes };
        expect(await readInput(path, { sizes, segmentBytes, cutBlockBytes: blockBytes })).toEqual(texts);
      }
    }
  }
  writeFileSync(`${path}.gz`, Buffer.concat([gzipSync(lines.slice(0, 9).join("")), gzipSync(lines.slice(9).join(""))]));
  expect(await readInput(`${path}.gz`, { sizes: { partBytes: 10 } })).toEqual(texts);
}
