/** What words that were encoded before take. */
import { expect, test } from "vitest";
import { KnownWords } from "../../src/sections/known-words.ts";
import { hashOf } from "../../src/sections/table-of-words.ts";

test("what words are known takes no more than 5 MB, however many and long they are", () => {
  for (const length of [4, 7, 32, 40]) {
    const words = new KnownWords((word) => Array.from(word, (letter) => letter.charCodeAt(0)));
    let count = 0;
    for (let i = 0; i < 300_000; i++) {
      const word = i.toString(36).padEnd(length, "x");
      count += words.encode(word, 0, word.length, hashOf(word, 0, word.length), undefined);
    }
    expect(count).toBe(300_000 * length);
    expect(words.bytes).toBeLessThan(5_000_000);
  }
});
