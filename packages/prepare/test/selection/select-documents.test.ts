/** Which documents are left out as duplicates or set apart for validation, against a Map of everything. */
import { createHash } from "node:crypto";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFault } from "@windrow/testing/disk";
import { expect, test } from "vitest";
import { chooseValidation, findDuplicates, type HashFile } from "../../src/selection/select-documents.ts";
import { DocumentBits, readDocumentBits } from "../../src/selection/document-bits.ts";
import { DocumentHashes, HASH_BYTES } from "../../src/selection/document-hash.ts";
import { scratchFolder } from "../support/scratch.ts";

/** Texts of which many are the same; undefined is a document that was skipped. */
function makeTexts(seed: number, count: number): (string | undefined)[] {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => (random(20) === 0 ? undefined : `text ${random(count)}`));
}

function writeHashes(folder: string, texts: readonly (string | undefined)[], cuts: readonly number[]): HashFile[] {
  return cuts.map((start, i) => {
    const some = texts.slice(start, cuts[i + 1]);
    const hashes = new DocumentHashes();
    for (const text of some) {
      if (text === undefined) hashes.skip();
      else hashes.push(text, true);
    }
    const path = join(folder, String(i));
    writeFileSync(path, hashes.take());
    return { path, documents: some.length };
  });
}

const membersOf = (bits: DocumentBits, count: number): number[] =>
  Array.from({ length: count }, (_, i) => i).filter((i) => bits.has(i));

test.each([
  [1, 2 ** 21],
  [2, 100],
  [3, 16],
])("duplicates are those whose text came before, seed %i, %i hashes at a time", async (seed, tableHashes) => {
  const texts = makeTexts(seed, 3000);
  const files = writeHashes(scratchFolder(), texts, [0, 1, 1700, 1700]);
  const seen = new Set<string>();
  const expected = texts.flatMap((text, i) => {
    if (text === undefined) return [];
    if (seen.has(text)) return [i];
    seen.add(text);
    return [];
  });
  const bits = await findDuplicates(files, tableHashes);
  expect(expected.length).toBeGreaterThan(500);
  expect(membersOf(bits, texts.length)).toEqual(expected);
  expect(bits.count).toBe(expected.length);
});

test.each(["short", "EINTR"] as const)(
  "%s reads of hashes change nothing, and a file that is too short is named",
  async (kind) => {
    const texts = makeTexts(5, 400);
    const folder = scratchFolder();
    const files = writeHashes(folder, texts, [0, 150]);
    const expected = membersOf(await findDuplicates(files), texts.length);
    expect(expected.length).toBeGreaterThan(50);
    for (const call of [1, 2, 3, 4]) {
      const { outcome } = await withFault({ kind, call }, [folder], () => findDuplicates(files));
      if (outcome.status === "rejected") {
        // Opening was interrupted.
        expect(outcome.reason).toMatchObject({ code: "PREPARE_OUTPUT_UNREADABLE" });
        continue;
      }
      expect(membersOf(outcome.value, texts.length), `call ${call}`).toEqual(expected);
    }
    truncateSync(files[1]!.path, 100);
    await expect(findDuplicates(files)).rejects.toThrow(`${files[1]!.path} ends at byte 100`);
  },
);

test.each([0.01, 0.5, 0.99])("the validation set has the hashes below %d, and no duplicate", async (fraction) => {
  const texts = makeTexts(4, 2000);
  const files = writeHashes(scratchFolder(), texts, [0, 999]);
  const duplicates = await findDuplicates(files);
  const expected = texts.flatMap((text, i) => {
    if (text === undefined || duplicates.has(i)) return [];
    const hash = createHash("sha256").update(text).digest();
    return hash.readUIntBE(0, 6) / 2 ** 48 < fraction ? [i] : [];
  });
  expect(membersOf(await chooseValidation(files, fraction, duplicates), texts.length)).toEqual(expected);
});

test("a document in parts has the hash of the whole", () => {
  const [whole, parts] = [new DocumentHashes(), new DocumentHashes()];
  whole.push("größer \u{1f600} als", true);
  whole.push("b", true);
  for (const part of ["grö", "ßer \u{1f600}", " als"]) parts.push(part, part === " als");
  parts.push("unfinished", false);
  parts.skip();
  parts.push("b", true);
  const [a, b] = [whole.take(), parts.take()];
  expect(b.length).toBe(3 * HASH_BYTES);
  expect(b.subarray(0, HASH_BYTES)).toEqual(a.subarray(0, HASH_BYTES));
  expect(b.subarray(HASH_BYTES, 2 * HASH_BYTES)).toEqual(new Uint8Array(HASH_BYTES));
  expect(b.subarray(2 * HASH_BYTES)).toEqual(a.subarray(HASH_BYTES));
});

test("bits are read back from any document on", async () => {
  const path = join(scratchFolder(), "bits");
  const bits = DocumentBits.ofDocuments(100);
  for (const document of [0, 7, 8, 31, 63, 64, 99]) bits.add(document);
  expect((await bits.save(path)).count).toBe(7);
  for (let first = 0; first < 100; first++) {
    const some = await readDocumentBits(path, first, 100 - first);
    for (let i = first; i < 100; i++) expect(some.has(i), `${first}, ${i}`).toBe(bits.has(i));
  }
  await expect(readDocumentBits(path, 100, 20)).rejects.toMatchObject({ code: "PREPARE_JOB_INVALID" });
});
