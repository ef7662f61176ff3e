/** Trained SentencePiece models of each kind and option, with sentencepiece's answers: see fixtures/sentence-piece-models.py. */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { describe, expect, test } from "vitest";
import { fixture } from "./fixtures/fixture.ts";
import { joined, ofBase64 } from "./sentence-piece-bytes.ts";

interface Answers {
  /** Messages with a character map alone, in base64, by the names of rules. */
  readonly maps: Readonly<Record<string, string>>;
  readonly models: readonly {
    readonly name: string;
    readonly model: string;
    readonly map: string;
    readonly encode: readonly {
      readonly text: string;
      readonly ids: readonly number[];
      readonly starts: readonly number[];
      readonly ends: readonly number[];
      readonly decoded: string;
    }[];
    readonly decode: readonly (readonly [ids: readonly number[], text: string])[];
  }[];
}

const { maps, models } = await fixture<Answers>("sentence-piece-models.json.gz");

describe.each(models)("$name", ({ model, map, encode, decode }) => {
  const tokenizer = HfTokenizer.fromSentencePiece(joined(ofBase64(model), ofBase64(maps[map]!)));

  test("ids, spans and texts", () => {
    for (const { text, ids, starts, ends, decoded } of encode) {
      const encoded = tokenizer.encodeWithOffsets(text);
      const places = [text, encoded.ids.join(), encoded.starts.join(), encoded.ends.join()];
      expect(places).toEqual([text, ids.join(), starts.join(), ends.join()]);
      expect([...tokenizer.encode(text)]).toEqual(ids);
      expect([...tokenizer.encodeIterable(text)].flatMap((part) => [...part])).toEqual(ids);
      expect([text, tokenizer.decode(ids)]).toEqual([text, decoded]);
    }
  });

  test("texts of random ids, whole and one by one", () => {
    for (const [ids, text] of decode) {
      expect([ids, tokenizer.decode(ids)]).toEqual([ids, text]);
      expect([ids, [...tokenizer.decodeIterable(ids)].join("")]).toEqual([ids, text]);
      expect(new TextDecoder().decode(tokenizer.decodeBytes(ids))).toBe(text);
    }
  });
});
