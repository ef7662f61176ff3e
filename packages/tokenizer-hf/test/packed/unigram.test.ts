/** Unigram models in modules: ids, spans and errors are those of the file, whose scores are kept exactly. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";
import { packTokenizer } from "../../src/pack/index.ts";
import { unpackLists } from "../../src/packed-all/packed-lists.ts";
import { openModule } from "./packed-module.ts";

interface Answers {
  readonly files: readonly {
    readonly file: string;
    readonly answers: readonly {
      readonly text: string;
      readonly ids?: readonly number[];
      readonly starts?: readonly number[];
      readonly ends?: readonly number[];
    }[];
  }[];
}

const url = new URL("../fixtures/unigram.json.gz", import.meta.url);
const { files } = JSON.parse(gunzipSync(readFileSync(url)).toString()) as Answers;
const ALL = { allowedSpecial: "all" } as const;

test("random vocabularies have the same answers out of a module", () => {
  for (const { file, answers } of files.filter((_, i) => i % 3 === 0)) {
    const packed = packTokenizer(file);
    const [tokenizer, read] = [openModule(packed), HfTokenizer.fromJson(file)];
    expect([tokenizer.fingerprint, tokenizer.vocabSize, tokenizer.unkToken]).toEqual([
      read.fingerprint,
      read.vocabSize,
      read.unkToken,
    ]);
    for (const { text, ids, starts, ends } of answers) {
      if (ids === undefined) {
        expect(() => tokenizer.encode(text)).toThrow("is not in the vocabulary");
        continue;
      }
      const found = tokenizer.encodeWithOffsets(text, ALL);
      expect([file, text, [...found.ids], [...found.starts], [...found.ends]]).toEqual([file, text, ids, starts, ends]);
      expect(tokenizer.decode(ids)).toBe(read.decode(ids));
    }
  }
});

test("scores of every size, as they are written and as they are parsed", () => {
  const scores =
    "-10.352386474609375 5e-324 -1.7976931348623157e308 0.0 -0.0 1234567890123456789012 0.30000000000000004";
  const pairs = scores.split(" ").map((score, id) => `["t${id}",${score}]`);
  const text = `{"version":"1.0","model":{"type":"Unigram","unk_id":0,"vocab":[${pairs.join(",")}]}}`;
  const { fingerprint } = HfTokenizer.fromJson(text);
  for (const one of [text, Buffer.from(text)]) {
    const packed = packTokenizer(one);
    expect([packed.fingerprint, openModule(packed).fingerprint]).toEqual([fingerprint, fingerprint]);
  }
  const parsed = packTokenizer(JSON.parse(text) as object);
  expect(openModule(parsed).fingerprint).toBe(parsed.fingerprint);
});

test("scores that are cut", () => {
  const { name, code } = packTokenizer(files[0]!.file);
  const cut = code.replace(/(scores: ["'])./, "$1");
  expect(cut.length).toBe(code.length - 1);
  expect(() => openModule({ name, code: cut })).toThrow(/is damaged: a part of it is missing/);
  expect(unpackLists({ tokens: '["a"]', scores: "#".repeat(12) })?.scores).toEqual(Float64Array.of(0));
});
