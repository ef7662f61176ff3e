/** The cases of sentencepiece's own tests, with its answers: see fixtures/sentence-piece-cases.py. */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { expect, test } from "vitest";
import { fixture } from "./fixtures/fixture.ts";

interface Case {
  readonly source: string;
  /** In base64. */
  readonly model: string;
  readonly encode: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly starts: readonly number[];
    readonly ends: readonly number[];
  }[];
  readonly decode: readonly (readonly [ids: readonly number[], text: string])[];
}

test.each(await fixture<Case[]>("sentence-piece-cases.json.gz"))("$source", ({ model, encode, decode }) => {
  const bytes = Uint8Array.from(atob(model), (character) => character.charCodeAt(0));
  const tokenizer = HfTokenizer.fromSentencePiece(bytes);
  for (const { text, ids, starts, ends } of encode) {
    const encoded = tokenizer.encodeWithOffsets(text);
    const places = [text, [...encoded.ids], [...encoded.starts], [...encoded.ends]];
    expect(places).toEqual([text, ids, starts, ends]);
    expect([...tokenizer.encode(text)]).toEqual(ids);
  }
  for (const [ids, text] of decode) {
    expect([ids, tokenizer.decode(ids)]).toEqual([ids, text]);
    expect([...tokenizer.decodeIterable(ids)].join("")).toBe(text);
  }
});
