/** Each stage of a tokenizer.json in a module: ids, spans and texts are those of Hugging Face's library. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";
import { packTokenizer } from "../../src/pack/index.ts";
import { openModule } from "./packed-module.ts";

interface Stage {
  readonly stage: string;
  readonly name: string;
  readonly json: object;
  readonly encode: readonly {
    readonly text: string;
    readonly ids?: readonly number[];
    readonly n?: number;
    readonly starts: readonly number[];
    readonly ends: readonly number[];
  }[];
  readonly decode: readonly (readonly [ids: readonly number[], text: string, withoutSpecial?: string])[];
}

const file = new URL("../fixtures/stages.json.gz", import.meta.url);
const stages = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Stage[];
const ALL = { allowedSpecial: "all", addSpecialTokens: true } as const;

test("ids far from each other take no room in a module", () => {
  const vocab = { "<unk>": 0, a: 5, b: 2 ** 23, __proto__x: 2 ** 23 + 1, ab: 2 ** 24 - 1 };
  const model = { type: "BPE", unk_token: "<unk>", vocab, merges: [["a", "b"]] };
  const json = { version: "1.0", model };
  const packed = packTokenizer(json);
  expect(packed.code.length).toBeLessThan(1000);
  const [tokenizer, expected] = [openModule(packed), HfTokenizer.fromJson(json)];
  expect([tokenizer.fingerprint, tokenizer.vocabSize]).toEqual([expected.fingerprint, 2 ** 24]);
  expect([...tokenizer.encode("abba?")]).toEqual([2 ** 24 - 1, 2 ** 23, 5, 0]);
  expect(tokenizer.decode([5, 2 ** 23 + 1])).toBe(expected.decode([5, 2 ** 23 + 1]));
});

test.each(stages)("$stage $name", ({ json, encode, decode }) => {
  const packed = packTokenizer(json);
  const tokenizer = openModule(packed);
  expect(tokenizer.fingerprint).toBe(HfTokenizer.fromJson(json).fingerprint);
  for (const { text, ids, n, starts, ends } of encode) {
    const encoded = tokenizer.encodeWithOffsets(text, ALL);
    expect([text, ids === undefined ? encoded.ids.length : [...encoded.ids]]).toEqual([text, ids ?? n]);
    expect([text, [...encoded.starts], [...encoded.ends]]).toEqual([text, starts, ends]);
    expect([text, tokenizer.encode(text, ALL)]).toEqual([text, encoded.ids]);
  }
  for (const [ids, text, withoutSpecial = text] of decode) {
    expect([ids, tokenizer.decode(ids)]).toEqual([ids, text]);
    expect([ids, tokenizer.decode(ids, { skipSpecialTokens: true })]).toEqual([ids, withoutSpecial]);
  }
});
