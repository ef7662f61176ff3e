/** Cut-down files of model families as modules: what Hugging Face's library answers comes out of them as well. */
import { modelFamilies } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";
import { packTokenizer } from "../../src/pack/index.ts";
import { expectAnswers } from "../expect-answers.ts";
import { openModule } from "./packed-module.ts";

const families = modelFamilies();

describe.each(families)("$name", ({ json, encode }) => {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  const packed = packTokenizer(bytes, { name: "hay", config: { eos_token: "</s>", added_tokens_decoder: {} } });

  test.each(["wasm", "typescript"] as const)("ids, spans and texts on %s", (engine) => {
    const tokenizer = openModule(packed, { engine });
    expectAnswers(tokenizer, encode);
  });

  test("what else a tokenizer says is that of the file", () => {
    const tokenizer = openModule(packed);
    const read = HfTokenizer.fromJson(bytes, { name: "hay", config: { eos_token: "</s>" } });
    for (const one of ["name", "config", "vocabSize", "specialTokens", "fingerprint", "engine"] as const)
      expect([one, tokenizer[one]]).toEqual([one, read[one]]);
    for (const one of ["eotToken", "bosToken", "padToken", "unkToken"] as const)
      expect([one, tokenizer[one]]).toEqual([one, read[one]]);
    expect([packed.vocabSize, packed.fingerprint]).toEqual([read.vocabSize, read.fingerprint]);
    for (let id = 0; id < read.vocabSize; id++) expect([id, textOf(tokenizer, id)]).toEqual([id, textOf(read, id)]);
    const every = Array.from({ length: 3000 }, (_, i) => i % read.vocabSize).filter(
      (id) => textOf(read, id) !== undefined,
    );
    expect(tokenizer.decode(every)).toBe(read.decode(every));
  });
});

function textOf(tokenizer: HfTokenizer, id: number): string | undefined {
  try {
    return tokenizer.decode([id]);
  } catch {
    return undefined;
  }
}

test("those were vocabularies of each form", () => {
  const forms = families.map(({ name, json }) => {
    const { code } = packTokenizer(json);
    const form = code.includes("lists:") ? "lists" : code.includes("table:") ? "table" : "tree";
    return [name, code.includes("ids:") ? `${form} with ids` : form];
  });
  expect(Object.fromEntries(forms)).toMatchObject({
    qwen3: "tree",
    llama3: "tree",
    "roberta-base": "tree with ids",
    "smollm-flags": "table",
    "phi-3-mini": "lists",
  });
});
