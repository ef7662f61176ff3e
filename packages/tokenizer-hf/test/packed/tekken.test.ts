/** Mistral's tekken.json as a module, with tiktoken's answers. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";
import { packTokenizer } from "../../src/pack/index.ts";
import { openModule } from "./packed-module.ts";

interface Tekken {
  readonly json: object;
  readonly encode: readonly { readonly text: string; readonly ids: readonly number[]; readonly decode: string }[];
}

const file = new URL("../fixtures/tekken.json.gz", import.meta.url);
const { json, encode } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Tekken;

test.each(["wasm", "typescript"] as const)("ids and texts are tiktoken's on %s", (engine) => {
  const tokenizer = openModule(packTokenizer(JSON.stringify(json), { name: "tekken" }), { engine });
  const read = HfTokenizer.fromTekken(json);
  expect(tokenizer.engine).toBe(engine);
  for (const { text, ids, decode } of encode) {
    expect([text, [...tokenizer.encode(text)]]).toEqual([text, ids]);
    const { starts, ends } = tokenizer.encodeWithOffsets(text);
    const spans = read.encodeWithOffsets(text);
    expect([starts, ends]).toEqual([spans.starts, spans.ends]);
    expect(tokenizer.decode(ids)).toBe(decode);
  }
  expect([tokenizer.bosToken, tokenizer.eotToken, tokenizer.padToken, tokenizer.unkToken]).toEqual([1, 2, 11, 0]);
  expect([tokenizer.fingerprint, tokenizer.vocabSize]).toEqual([read.fingerprint, read.vocabSize]);
  expect(tokenizer.specialTokens).toEqual(read.specialTokens);
});
