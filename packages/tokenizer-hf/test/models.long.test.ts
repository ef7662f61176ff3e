/** Whole files of real models: everything that Hugging Face's library answers about them. On both engines. */
import { readFileSync } from "node:fs";
import { installModels, modelAnswers, modelFolder, skipNote, withoutModelAnswers } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../src/index.ts";
import { type ModelAnswers, testAnswers, type Texts } from "./golden-answers.ts";

/** Models whose files the engine of tokenizer-bpe takes, and others. */
const ENGINES: Readonly<Record<string, readonly ("wasm" | "typescript" | undefined)[]>> = {
  claude: ["wasm", "typescript"],
  deepseek_v3: ["wasm", "typescript"],
  gpt35turbo: ["wasm"],
  gpt4o: ["wasm"],
  gptoss: ["wasm", "typescript"],
  llama3: ["wasm", "typescript"],
  llama3_1: ["wasm"],
  qwen3: ["wasm", "typescript"],
  "roberta-base": ["wasm", "typescript"],
  "bert-base-uncased": [undefined],
  "bert-flags": [undefined],
  clip: [undefined],
  gemini: [undefined],
  gemma3: [undefined],
  llama2: [undefined],
  "phi-3-mini": [undefined],
  "t5-small": [undefined],
  xlnet: [undefined],
  smollm: ["wasm", "typescript"],
  "smollm-flags": ["wasm"],
};

const isInstalled = withoutModelAnswers === undefined && installModels();

for (const [name, engines] of Object.entries(ENGINES)) {
  const folder = modelFolder(name);
  const reason = withoutModelAnswers ?? (folder === undefined ? "its file can't be fetched" : undefined);
  if (reason !== undefined) {
    test.skip(`${name}${skipNote(reason)}`, () => {});
    continue;
  }
  const json = readFileSync(`${folder}/tokenizer.json`);
  const config = readConfig(`${folder}/tokenizer_config.json`);
  const answers = modelAnswers<ModelAnswers>(name);
  describe.each(engines.map((engine) => ({ engine })))(`${name} on $engine`, ({ engine }) => {
    let tokenizer: HfTokenizer | undefined;
    const open = (): HfTokenizer =>
      (tokenizer ??= HfTokenizer.fromJson(json, { config, ...(engine === undefined ? {} : { engine }) }));
    test("the engine", () => expect(open().engine).toBe(engine));
    testAnswers(open, () => answers, modelAnswers<Texts>("texts"));
  });
}

const notInstalled = isInstalled ? undefined : (withoutModelAnswers ?? "the packages can't be fetched");
test.skipIf(!isInstalled)(`all packages are there${skipNote(notInstalled)}`, () => {
  expect(Object.keys(ENGINES).filter((name) => modelFolder(name) === undefined)).toEqual([]);
});

function readConfig(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}
