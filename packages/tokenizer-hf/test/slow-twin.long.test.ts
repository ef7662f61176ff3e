/**
 * The engine against the way without it: splitting by the stages of the file, merging pair by pair over characters. On
 * random texts of a seed, with added tokens among them. WINDROW_RANDOM_TEXTS sets how many texts a family has.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { assemble } from "../src/assemble.ts";
import { Fields } from "../src/fields/fields.ts";
import { HfTokenizer } from "../src/index.ts";
import { fileJson } from "../src/read/file-json.ts";
import { readModel } from "../src/read/read-model.ts";
import { readTokenizerJson } from "../src/read/read-tokenizer-json.ts";

interface Family {
  readonly name: string;
  readonly json: { readonly added_tokens: readonly { readonly content: string }[]; readonly model: object };
}

const COUNT = Number(process.env["WINDROW_RANDOM_TEXTS"] ?? 1000);
const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_201);

const file = new URL("fixtures/families.json.gz", import.meta.url);
const families = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Family[];
const onEngine = families.filter(({ json }) => HfTokenizer.fromJson(json).engine !== undefined);

test("most families are on the engine", () => expect(onEngine.length).toBeGreaterThanOrEqual(9));

describe.each(onEngine)(`$name (${COUNT} texts, seed ${SEED})`, ({ json }) => {
  const stages = readTokenizerJson(fileJson(json), "slow");
  const model = readModel(Fields.of(json.model, "model"));
  const slow = assemble({ ...stages, model, engineModel: undefined, split: undefined });
  const words = [
    "'s",
    "'LL",
    "'\u017f",
    "\r\n",
    "\n\n",
    "cafe\u0301",
    ...json.added_tokens.map(({ content }) => content),
  ];
  const texts = seededTexts(SEED, COUNT, { words, maxLength: 60 });

  test.each(["wasm", "typescript"] as const)("%s has the same ids, spans and counts", (engine) => {
    const fast = HfTokenizer.fromJson(json, { engine });
    const wrong: unknown[] = [];
    for (const text of texts) {
      const isText = ({ isSpecial }: { isSpecial: boolean }): boolean => isSpecial && text.length % 2 === 0;
      const special = text.length % 2 === 0 ? { disallowedSpecial: [] } : ({ allowedSpecial: "all" } as const);
      const expected = slow.pipeline.encode([text], { addsSpecial: false, isText: [isText] });
      const found = fast.encodeWithOffsets(text, special);
      const same =
        found.ids.join() === expected.ids.join() &&
        found.starts.join() === expected.starts.join() &&
        found.ends.join() === expected.ends.join() &&
        fast.encode(text, special).join() === expected.ids.join() &&
        slow.texts.encode(text, isText).join() === expected.ids.join();
      if (!same) wrong.push([text, [...fast.encode(text, special)], expected.ids]);
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});
