/** Whole files of real models as modules: everything that Hugging Face's library answers about them. */
import { readFileSync } from "node:fs";
import { installModels, modelAnswers, modelFolder, skipNote, withoutModelAnswers } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";
import { packTokenizer } from "../../src/pack/index.ts";
import { type ModelAnswers, testAnswers, type Texts } from "../golden-answers.ts";
import { openModule } from "./packed-module.ts";

const NAMES =
  "bert-base-uncased bert-flags claude deepseek_v3 gpt35turbo gpt4o gptoss llama3 llama3_1 qwen3 roberta-base clip llama2 phi-3-mini smollm smollm-flags gemma3 t5-small xlnet";

if (withoutModelAnswers === undefined) installModels();

for (const name of NAMES.split(" ")) {
  const folder = modelFolder(name);
  const reason = withoutModelAnswers ?? (folder === undefined ? "its file can't be fetched" : undefined);
  if (reason !== undefined) {
    test.skip(`${name}${skipNote(reason)}`, () => {});
    continue;
  }
  describe(name, () => {
    const json = readFileSync(`${folder}/tokenizer.json`);
    const config = readConfig(`${folder}/tokenizer_config.json`);
    let opened: HfTokenizer | undefined;
    const open = (): HfTokenizer => (opened ??= openModule(packTokenizer(json, { name: "model", config })));
    test("the fingerprint is that of the file", () =>
      expect(open().fingerprint).toBe(HfTokenizer.fromJson(json, { config }).fingerprint));
    testAnswers(open, () => modelAnswers<ModelAnswers>(name), modelAnswers<Texts>("texts"));
  });
}

function readConfig(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}
