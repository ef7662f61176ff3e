/** Text files against the slow twin: the whole file decoded by TextDecoder and split in memory. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import xxhash from "xxhash-wasm";
import { cut, readInput } from "../../support/read-inputs.ts";
import { makeScratch } from "../../support/scratch.ts";
import { expectSplitAtEverySize, SEPARATORS, splitWhole } from "../every-size.ts";

const { h64ToString } = await xxhash();

test.each(SEPARATORS)("separator %j: every block, part and segment size gives the split of the whole", (separator) =>
  expectSplitAtEverySize(separator, 2),
);

test("segments are the least that may be cut, whatever the size of blocks", async () => {
  const path = join(makeScratch(), "a.txt");
  for (const text of ["aaaaa", "xaaay\naaa", "aa\naab\naaaaaaaab"]) {
    writeFileSync(path, text);
    for (const [separator, segmentBytes] of [
      ["aa", 1],
      ["aa", 3],
      ["\n", 1],
      ["a", 2],
      ["aab", 1],
    ] as const) {
      // The ends of all documents, by their lengths.
      let end = 0;
      const ends = splitWhole(Buffer.from(text), separator).map((one) => (end += one.length + separator.length));
      const expected: [number, number][] = [];
      let start = 0;
      for (const one of ends.map((place) => Math.min(place, text.length))) {
        if (one - start < segmentBytes && one < text.length) continue;
        expected.push([start, one]);
        start = one;
      }
      for (const cutBlockBytes of [1, 2, 3, 100]) {
        const { input, segments } = await cut(path, { separator, segmentBytes, cutBlockBytes });
        expect(segments.map((one) => [one.start, one.end])).toEqual(expected);
        const sha = (bytes: string): string => createHash("sha256").update(bytes).digest("hex");
        expect(segments.map((one) => one.xxh64)).toEqual(
          expected.map(([from, to]) => h64ToString(text.slice(from, to))),
        );
        expect(input).toMatchObject({ bytes: text.length, sha256: sha(text) });
      }
    }
  }
});

/** Bytes that are UTF-8 here and there. */
const RAGGED = [
  "61ff62",
  "c3",
  "61c3",
  "c3a9c3",
  "e282",
  "e282ac",
  "f09f98",
  "f09f9880",
  "f09f9841",
  "eda080",
  "edbfbf",
  "c080",
  "e080af",
  "f0808080",
  "f4908080",
  "f8888080",
  "80808080",
  "61808080",
  "e2e282ac",
  "f0f09f9880",
  "efbbbf61efbbbf",
  "f09f98800af09f980a61",
  "0a0aff0a",
  "ff".repeat(9),
  "e2".repeat(7),
  "f09f".repeat(5),
];

test.each(RAGGED)("bytes %s: replaced as TextDecoder does, whatever the parts", async (hex) => {
  const path = join(makeScratch(), "a.txt");
  const bytes = Buffer.from(hex, "hex");
  writeFileSync(path, bytes);
  for (const separator of [undefined, "\n"]) {
    const expected = splitWhole(bytes, separator);
    for (const blockBytes of [1, 2, 3, 100]) {
      for (const partBytes of [1, 2, 3, 4, 5, 100]) {
        const sizes = { blockBytes, partBytes };
        expect(await readInput(path, { inputType: "text", separator, invalidText: "replace", sizes })).toEqual(
          expected,
        );
      }
    }
  }
});

test.each(RAGGED)("bytes %s: the place is the first that no UTF-8 goes on with", async (hex) => {
  const path = join(makeScratch(), "a.txt");
  const bytes = Buffer.from(hex, "hex");
  writeFileSync(path, bytes);
  // The longest beginning that is UTF-8, found by trying all.
  const strict = new TextDecoder("utf-8", { fatal: true });
  const isText = (part: Uint8Array): boolean => {
    try {
      strict.decode(part);
      return true;
    } catch {
      return false;
    }
  };
  const lengths = Array.from(bytes.keys(), (length) => length).filter((length) => isText(bytes.subarray(0, length)));
  for (const partBytes of [1, 100]) {
    const sizes = { blockBytes: 2, partBytes };
    const reading = readInput(path, { inputType: "text", sizes });
    if (isText(bytes)) expect(await reading).toEqual([bytes.toString()]);
    else {
      const byte = Math.max(...lengths);
      const fields = { path, document: 1, byte };
      await expect(reading).rejects.toMatchObject({ code: "PREPARE_INVALID_TEXT", fields });
      const [skipped] = await readInput(path, { inputType: "text", sizes, invalidText: "skip" });
      expect(skipped).toEqual({
        skipped: `${path}, document 1, byte ${byte} of the file: the text is not UTF-8 there`,
      });
    }
  }
});

test("an invalid document is named by its number in the file and its place, in any segment; others are read", async () => {
  const path = join(makeScratch(), "a.txt");
  const bytes = Buffer.concat([Buffer.from("one\n\ntwo\nlong "), Buffer.from("ff", "hex"), Buffer.from(" text\nlast")]);
  writeFileSync(path, bytes);
  for (const segmentBytes of [1, 8, 100]) {
    for (const partBytes of [1, 3, 100]) {
      const options = { inputType: "text", separator: "\n", segmentBytes, sizes: { partBytes } } as const;
      await expect(readInput(path, options)).rejects.toMatchObject({
        code: "PREPARE_INVALID_TEXT",
        message: `${path}, document 4, byte 14 of the file: the text is not UTF-8 there. Fix it, or set invalidText to "replace" or "skip".`,
      });
      const skipped = { skipped: `${path}, document 4, byte 14 of the file: the text is not UTF-8 there` };
      const all = ["one", "", "two", skipped, "last"];
      expect(await readInput(path, { ...options, invalidText: "skip" })).toEqual(all);
    }
  }
});

test("a file without bytes has no documents, one with any has", async () => {
  const path = join(makeScratch(), "a.txt");
  writeFileSync(path, "");
  expect((await cut(path)).segments).toEqual([]);
  expect((await cut(path, { separator: "\n" })).segments).toEqual([]);
  writeFileSync(path, "\n");
  expect(await readInput(path)).toEqual(["\n"]);
  expect(await readInput(path, { separator: "\n" })).toEqual([""]);
});
