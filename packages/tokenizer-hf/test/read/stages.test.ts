/** Each stage of a tokenizer.json by itself: ids, spans and texts are those of Hugging Face's library. */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { describe, expect, test } from "vitest";
import { fixture } from "../fixtures/fixture.ts";

interface Stage {
  readonly stage: string;
  readonly name: string;
  readonly json: object;
  readonly encode: readonly {
    readonly text: string;
    readonly ids?: readonly number[];
    /** In place of the ids, how many there are. */
    readonly n?: number;
    readonly starts: readonly number[];
    readonly ends: readonly number[];
  }[];
  readonly decode: readonly (readonly [ids: readonly number[], text: string, withoutSpecial?: string])[];
}

const stages = await fixture<Stage[]>("stages.json.gz");
const ALL = { allowedSpecial: "all", addSpecialTokens: true } as const;

test("all stages are looked at", () => expect(stages.length).toBe(106));

describe.each(stages)("$stage $name", ({ json, encode, decode }) => {
  const tokenizer = HfTokenizer.fromJson(json);

  if (encode.length > 0)
    test("ids and spans", () => {
      for (const { text, ids, n, starts, ends } of encode) {
        const encoded = tokenizer.encodeWithOffsets(text, ALL);
        const expected = { ids: ids ?? n, starts, ends };
        expect([
          text,
          {
            ids: ids === undefined ? encoded.ids.length : [...encoded.ids],
            starts: [...encoded.starts],
            ends: [...encoded.ends],
          },
        ]).toEqual([text, expected]);
        expect([text, tokenizer.encode(text, ALL)]).toEqual([text, encoded.ids]);
      }
    });

  if (decode.length > 0)
    test("text of ids", () => {
      for (const [ids, text, withoutSpecial = text] of decode) {
        expect([ids, tokenizer.decode(ids)]).toEqual([ids, text]);
        expect([ids, tokenizer.decode(ids, { skipSpecialTokens: true })]).toEqual([ids, withoutSpecial]);
      }
    });
});
