/** Chats of real models: text and ids are those of transformers. */
import { readFileSync } from "node:fs";
import { installModels, modelAnswers, modelFolder, skipNote, withoutModelAnswers } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { applyChatTemplate, type ChatMessage, encodeChat } from "../../src/chat/index.ts";
import { HfTokenizer } from "../../src/index.ts";

interface Conversation {
  readonly name: string;
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly object[];
}

interface Answer {
  readonly conversation: string;
  readonly addGenerationPrompt: boolean;
  readonly text?: string;
  readonly ids?: readonly number[];
  readonly error?: string;
}

const MODELS = ["deepseek_v3", "llama3", "llama3_1", "phi-3-mini", "qwen3"];
const isInstalled = withoutModelAnswers === undefined && installModels();
const now = new Date(2026, 2, 14, 12);

describe.each(MODELS)("%s", (name) => {
  const folder = modelFolder(name);
  const reason = withoutModelAnswers ?? (folder === undefined ? "its file can't be fetched" : undefined);
  test.skipIf(reason !== undefined)(`texts and ids${skipNote(reason)}`, () => {
    const config = JSON.parse(readFileSync(`${folder}/tokenizer_config.json`, "utf8")) as Record<string, unknown>;
    const tokenizer = HfTokenizer.fromJson(readFileSync(`${folder}/tokenizer.json`), { config });
    const { conversations } = modelAnswers<{ conversations: Conversation[] }>("texts");
    const { chat } = modelAnswers<{ chat: Answer[] }>(name);
    expect(chat.length).toBe(12);
    for (const { conversation, addGenerationPrompt, text, ids } of chat) {
      const { messages, tools } = conversations.find((one) => one.name === conversation)!;
      const options = { tools, addGenerationPrompt, now };
      if (text === undefined) {
        expect(() => applyChatTemplate(tokenizer, messages, options)).toThrow(
          expect.objectContaining({ name: "HfError" }),
        );
        continue;
      }
      expect(applyChatTemplate(tokenizer, messages, options)).toBe(text);
      expect([...encodeChat(tokenizer, messages, options)]).toEqual(ids);
    }
  });
});

test.runIf(isInstalled)("all packages are there", () => {
  expect(MODELS.filter((name) => modelFolder(name) === undefined)).toEqual([]);
});
