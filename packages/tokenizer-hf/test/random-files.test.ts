/** Files put together at random: ids, spans and texts are those that Hugging Face's library answers (fixtures/random-files.py). */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { expect, test } from "vitest";
import { fixture } from "./fixtures/fixture.ts";

interface RandomFile {
  readonly json: object;
  readonly answers: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly starts: readonly number[];
    readonly ends: readonly number[];
    readonly withSpecials: readonly number[];
    /** With special tokens as text. */
    readonly asText: readonly number[];
    readonly decoded: string;
  }[];
}

const ALL = { allowedSpecial: "all" } as const;
const files = await fixture<RandomFile[]>("random-files.json.gz");

test("there are many, with texts", () => {
  expect(files.length).toBe(140);
  expect(files.flatMap(({ answers }) => answers).length).toBeGreaterThan(1000);
});

test.each(["wasm", "typescript"] as const)("ids, spans and texts, on %s", (engine) => {
  for (const { json, answers } of files) {
    const tokenizer = HfTokenizer.fromJson(json, { engine });
    const file = describe(json);
    for (const answer of answers) {
      const { text, ids } = answer;
      const encoded = tokenizer.encodeWithOffsets(text, ALL);
      const found: RandomFile["answers"][number] = {
        text,
        ids: [...encoded.ids],
        starts: [...encoded.starts],
        ends: [...encoded.ends],
        withSpecials: [...tokenizer.encode(text, { ...ALL, addSpecialTokens: true })],
        asText: [...tokenizer.encode(text, { disallowedSpecial: [] })],
        decoded: tokenizer.decode(ids),
      };
      expect({ file, ...found }).toEqual({ file, ...answer });
      expect([...tokenizer.encode(text, ALL)]).toEqual(ids);
    }
  }
});

/** What there is of a file to be shown, without its vocabulary. */
function describe(json: object): string {
  const { model, ...stages } = json as { model: Record<string, unknown> };
  return JSON.stringify({ ...stages, model: { ...model, vocab: undefined } });
}
