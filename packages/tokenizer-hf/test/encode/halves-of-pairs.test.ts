/** Halves of surrogate pairs are encoded as U+FFFD, whichever way a text goes. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";

interface Family {
  readonly name: string;
  readonly json: { readonly added_tokens: readonly { readonly content: string }[] };
}

const file = new URL("../fixtures/families.json.gz", import.meta.url);
const families = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Family[];

const HALVES = ["\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00", "\ud83d\ude00\ude00"];
/** The engine takes so many UTF-16 units at a time. */
const CHUNK = 1 << 16;

const onEngine = families.filter(({ json }) => HfTokenizer.fromJson(json).engine !== undefined);

test("most families are on the engine", () => expect(onEngine.length).toBeGreaterThanOrEqual(9));

describe.each(onEngine)("$name", ({ json }) => {
  const added = json.added_tokens[0]!.content;
  const around = (half: string): string[] => [half, `a${half}b ${half}1`, `${half}${added}${half}`];
  const atChunk = `${"a ".repeat(CHUNK / 2).slice(0, -1)}\ud83d\ud83d\ude00b`;

  test.each(["wasm", "typescript"] as const)("%s", (engine) => {
    const tokenizer = HfTokenizer.fromJson(json, { engine });
    for (const text of [...HALVES.flatMap(around), atChunk]) {
      const [ids, expected] = [text, Buffer.from(text).toString()].map((one) =>
        tokenizer.encode(one, { allowedSpecial: "all" }).join(),
      );
      expect(ids, JSON.stringify(text.slice(0, 40))).toBe(expected);
      expect(tokenizer.countTokens(text)).toBe(tokenizer.countTokens(Buffer.from(text).toString()));
    }
  });

  test("a token that is U+FFFD, or begins with it, is found in place of a half", () => {
    const id = HfTokenizer.fromJson(json).vocabSize;
    const token = { ...json.added_tokens[0], id, content: "\ufffdx", special: false, normalized: false };
    const tokenizer = HfTokenizer.fromJson({ ...json, added_tokens: [...json.added_tokens, token] });
    expect(tokenizer.encode("\ud83dx").at(-1)).toBe(id);
  });
});
