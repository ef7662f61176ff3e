/** The test cases of Hugging Face's own library: ids, spans, types and texts are those that it answers. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { describe, expect, test } from "vitest";
import { fixture } from "./fixtures/fixture.ts";

interface Case {
  readonly source: string;
  /** A tokenizer.json; where its model is "gpt2", what stands around that. */
  readonly file: { readonly model: object | "gpt2" };
  readonly encode: readonly {
    readonly text: string;
    readonly pair?: string;
    readonly ids: readonly number[];
    readonly starts: readonly number[];
    readonly ends: readonly number[];
    readonly typeIds: readonly number[];
    readonly withSpecials: readonly number[];
    /** With special tokens as text. */
    readonly asText: readonly number[];
  }[];
  readonly decode: readonly (readonly [ids: readonly number[], text: string])[];
}

const cases = await fixture<Case[]>("hugging-face-cases.json");
const { model: gpt2Model } = JSON.parse(gpt2.toTokenizerJson()) as { model: object };
const ALL = { allowedSpecial: "all" } as const;

test("all cases are looked at", () => expect(cases.length).toBe(122));

describe.each(cases)("$source", ({ file: { model, ...steps }, encode, decode }) => {
  const json = { ...steps, model: model === "gpt2" ? gpt2Model : model };
  const open = (): HfTokenizer => HfTokenizer.fromJson(json);

  if (encode.length > 0)
    test("ids, spans and types", () => {
      const tokenizer = open();
      for (const answer of encode) {
        const { text, pair } = answer;
        const second = pair === undefined ? {} : { pair };
        const { ids, starts, ends, typeIds } = tokenizer.encodeWithOffsets(text, { ...ALL, ...second });
        const found = {
          text,
          ids: [...ids],
          starts: [...starts],
          ends: [...ends],
          typeIds: [...typeIds],
          withSpecials: [...tokenizer.encode(text, { ...ALL, ...second, addSpecialTokens: true })],
          asText: [...tokenizer.encode(text, { disallowedSpecial: [], ...second })],
          ...second,
        };
        expect(found).toEqual(answer);
        expect([...tokenizer.encode(text, { ...ALL, ...second })]).toEqual(answer.ids);
      }
    });

  if (decode.length > 0)
    test("texts of ids", () => {
      const tokenizer = open();
      for (const [ids, text] of decode) expect([ids, tokenizer.decode(ids)]).toEqual([ids, text]);
    });
});
