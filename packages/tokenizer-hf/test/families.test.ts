/** Cut-down files of model families: all that Hugging Face's library answers about them is what comes out here. */
import type { Family } from "@windrow/testing/hugging-face";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { describe, expect, test } from "vitest";
import { expectAnswers } from "./expect-answers.ts";
import { fixture } from "./fixtures/fixture.ts";

const families = await fixture<Family[]>("families.json.gz");
const ALL = { allowedSpecial: "all" } as const;

test("all families are looked at", () => expect(families.length).toBe(13));

describe.each(families)("$name", ({ json, encode }) => {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const tokenizer = HfTokenizer.fromJson(bytes);

  test("ids, spans and texts", () => {
    expectAnswers(tokenizer, encode);
  });

  test("the same from a parsed file, by the other engine, and laid out otherwise", () => {
    const parsed = HfTokenizer.fromJson(json, { engine: "typescript" });
    const spaced = HfTokenizer.fromJson(JSON.stringify(json, undefined, 2));
    expect([parsed.fingerprint, spaced.fingerprint]).toEqual([tokenizer.fingerprint, tokenizer.fingerprint]);
    expect(parsed.engine ?? "typescript").toBe("typescript");
    for (const { text, ids } of encode) {
      expect([...parsed.encode(text, ALL)]).toEqual(ids);
      expect([...spaced.encode(text, ALL)]).toEqual(ids);
    }
  });
});

test("byte-level models are encoded by the engine", () => {
  const engines = families.map(({ name, json }) => [name, HfTokenizer.fromJson(json, { engine: "wasm" }).engine]);
  expect(Object.fromEntries(engines)).toMatchObject({
    llama3: "wasm",
    qwen3: "wasm",
    deepseek_v3: "wasm",
    gptoss: "wasm",
    claude: "wasm",
    "roberta-base": "wasm",
  });
});
