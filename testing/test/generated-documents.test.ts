/** The documents that benchmarks encode: the same in every run, and of text that does not come again. */
import { describe, expect, test } from "vitest";
import { generatedDocuments } from "../../benchmarks/documents/documents.mjs";

const BYTES = 300_000;
const texts = ["english2m", "code2m", "multilingual2m"] as const;

describe.each(texts)("documents like %s", (name) => {
  const documents = generatedDocuments(name, BYTES, 7);

  test("are as many bytes as asked for, and one document more at most", () => {
    const sizes = documents.map((document) => Buffer.byteLength(document));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThanOrEqual(BYTES);
    expect(total - sizes.at(-1)!).toBeLessThan(BYTES);
  });

  test("are the same for the same seed, and others for another", () => {
    expect(generatedDocuments(name, BYTES, 7)).toEqual(documents);
    const others = new Set(generatedDocuments(name, BYTES, 8));
    expect(documents.filter((document) => others.has(document))).toEqual([]);
  });

  test("have words that no other document has", () => {
    const seen = new Map<string, number>();
    for (const document of documents)
      for (const word of new Set(document.match(/\p{L}{3,}/gu))) seen.set(word, (seen.get(word) ?? 0) + 1);
    const once = [...seen.values()].filter((count) => count === 1).length;
    expect(once / seen.size).toBeGreaterThan(0.3);
  });
});
