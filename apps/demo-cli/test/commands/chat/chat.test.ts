/** A chat by a model's own template and by OpenAI's overheads: texts, tokens of messages, and what is refused. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodingForModel } from "@windrow/tokenizer-bpe";
import { countChatTokens, estimateChatTokens } from "@windrow/tokenizer-bpe/chat";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { modelFamily } from "@windrow/testing/hugging-face";
import { beforeAll, describe, expect, test } from "vitest";
import type { ChatJson } from "../../../src/index.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const TEMPLATE =
  "{{ bos_token }}{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}" +
  "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
const MESSAGES = [
  { role: "system", content: "Be terse." },
  { role: "user", content: "Is the hay in? <|im_end|>" },
  { role: "assistant", content: "na\u00efve \ud83c\udf3e" },
];
let model: string;
let file: string;
let hf: HfTokenizer;

function folderWith(name: string, config: object): string {
  const folder = scratch.path(name);
  mkdirSync(folder);
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(modelFamily("qwen3").json));
  writeFileSync(join(folder, "tokenizer_config.json"), JSON.stringify(config));
  return folder;
}

beforeAll(async () => {
  model = folderWith("model", { chat_template: TEMPLATE });
  file = await scratch.write("chat.json", JSON.stringify(MESSAGES));
  hf = HfTokenizer.fromJson(JSON.stringify(modelFamily("qwen3").json));
});

const chat = async (...args: string[]): Promise<ChatJson> => {
  const { code, stdout, stderr } = await runCli(["chat", ...args, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as ChatJson;
};

const asText = (text: string): number => hf.encode(text, { disallowedSpecial: [] }).length;

/** A typed <|im_end|> is not a token here: a message's text, and what stands around it, are encoded one by one. */
const countOf = ({ role, content }: { role: string; content: string }): number => {
  const marks = hf.encode("<|im_start|>", { allowedSpecial: "all" }).length * 2;
  return marks + asText(`${role}\n${content}`) + asText("\n");
};

test("each message's tokens, those around them, and all", async () => {
  const { messages, around, tokens, text, ids } = await chat(file, "--tokenizer", model);
  expect(messages).toEqual(MESSAGES.map((message) => ({ role: message.role, tokens: countOf(message) })));
  expect(around).toBe(hf.encode("<|im_start|>assistant\n", { allowedSpecial: "all" }).length);
  expect(tokens).toBe(messages.reduce((sum, message) => sum + message.tokens!, around));
  expect(ids).toHaveLength(tokens);
  expect(hf.decode(ids!)).toBe(text);
  const without = await chat(file, "--tokenizer", model, "--no-generation-prompt");
  expect([without.around, without.tokens]).toEqual([0, tokens - around]);
});

test("a template that changes what it wrote: a message is found by its words", async () => {
  const last = "{% for m in messages %}{{ m.role }}{% if loop.last %} (last){% endif %}: {{ m.content }}\n{% endfor %}";
  const { messages, around } = await chat(file, "--tokenizer", folderWith("changing", { chat_template: last }));
  const parts = MESSAGES.map(({ role, content }, i) => `${role}${i === 2 ? " (last)" : ""}: ${content}\n`);
  expect([messages.map((message) => message.tokens), around]).toEqual([parts.map(asText), 0]);
});

test("an object with tools, which the template gets", async () => {
  const tools =
    "{% if tools %}{{ tools | length }} tools\n{% endif %}{% for m in messages %}{{ m.content }}\n{% endfor %}";
  const given = await scratch.write(
    "tools.json",
    JSON.stringify({ messages: MESSAGES, tools: [{ type: "function" }] }),
  );
  const { text } = await chat(given, "--tokenizer", folderWith("tools", { chat_template: tools }));
  expect(text).toMatch(/^1 tools\nBe terse\./);
});

test("OpenAI's published overheads", async () => {
  const { messages, around, tokens, text, ids } = await chat(file, "--model", "gpt-4o");
  const encoding = await encodingForModel("gpt-4o");
  // 3 for each message, and 3 for what begins the answer.
  const expected = MESSAGES.map(({ role, content }) => ({
    role,
    tokens: 3 + encoding.countTokens(role) + encoding.countTokens(content),
  }));
  expect({ messages, around, text, ids }).toEqual({ messages: expected, around: 3, text: null, ids: null });
  expect(tokens).toBe(countChatTokens(encoding, MESSAGES, { model: "gpt-4o" }));
});

test("an estimate says so; tools and calls are counted", async () => {
  const call = { id: "c", type: "function", function: { name: "dry", arguments: "{}" } };
  const messages = [
    { role: "user", content: [{ type: "text", text: "Dry?" }] },
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "c", content: "yes" },
  ];
  const tools = [{ type: "function", function: { name: "dry", description: "Says whether hay is dry." } }];
  const given = await scratch.write("calls.json", JSON.stringify({ messages, tools }));
  for (const name of ["gpt-4o", "gpt-5", "gpt-oss-20b"]) {
    const { messages: counted, around, tokens, notes } = await chat(given, "--model", name);
    const estimated = estimateChatTokens(await encodingForModel(name), messages, { model: name, tools });
    expect(tokens).toBe(estimated.tokens);
    expect(counted.reduce((sum, one) => sum + one.tokens!, around)).toBe(tokens);
    expect(counted.every((one) => one.tokens! >= 5)).toBe(true);
    expect(notes).toEqual(estimated.exact ? [] : [`An estimate, by ${estimated.source}.`]);
  }
});

test.each([20, 40, 80, 200])("for a person, %i columns, with and without colour", async (columns) => {
  const plain = await runCli(["chat", file, "--tokenizer", model], { columns });
  const styled = await runCli(["chat", file, "--tokenizer", model], { columns, isStyled: true });
  // oxlint-disable-next-line no-control-regex
  const shown = (stdout: string): string => stdout.replaceAll(/\u001b\[[\d;]*m|[\u27e6\u27e7]|\n/g, "");
  expect(shown(styled.stdout)).toBe(shown(plain.stdout));
  expect(styled.stdout.match(/\u001b\[1;38;5;231;48;5;54m/g)!.length).toBeGreaterThanOrEqual(7);
  for (const line of plain.stdout.split("\n")) expect([...line].length).toBeLessThanOrEqual(columns);
  expect(plain.stdout.replaceAll("\n", "")).toContain(
    "\u27e6<|im_start|>\u27e7userIs the hay in? <|im_end|>\u27e6<|im_end|>\u27e7",
  );
  expect(plain.stdout).toMatch(/around them +\d+\nall +\d+\n$|all\n/);
});

describe("what is refused: one sentence, exit 1", () => {
  test.each([
    ["[1]", /message 1 is .*\. A message is \{ "role": \.\.\., "content": \.\.\. \}\.$/],
    ['[{"content":"a"}]', /message 1 has no role\. Give it one, such as "user"\.$/],
    ["[]", /it has no messages/],
    ['{"a":1}', /not a chat\. Give an array of messages/],
    ["3", /not a chat\. Give an array of messages/],
    ['{"messages":[{"role":"user","content":"a"}],"tools":3}', /its tools are/],
    ["{", /it is not JSON \(/],
  ])("%s", async (json, message) => {
    const bad = await scratch.write("bad.json", json);
    for (const args of [
      ["--tokenizer", model],
      ["--model", "gpt-4o"],
    ]) {
      const { code, stdout, stderr } = await runCli(["chat", bad, ...args]);
      expect([code, stdout, stderr.trimEnd()]).toEqual([1, "", expect.stringMatching(message)]);
    }
  });

  test("a model without a template, a file, a template that refuses, a model that nothing is published for", async () => {
    const saying = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await runCli(["chat", file, ...args]);
      expect([code, stdout]).toEqual([1, ""]);
      return stderr;
    };
    expect(await saying("--tokenizer", folderWith("none", {}))).toMatch(/has no chat template/);
    expect(await saying("--tokenizer", join(model, "tokenizer.json"))).toMatch(/Name its folder\./);
    const refusing = folderWith("refusing", { chat_template: "{{ raise_exception('no systems') }}" });
    expect(await saying("--tokenizer", refusing)).toMatch(/no systems/);
    expect(await saying("--model", "davinci")).toMatch(/^windrow: No message overheads are published for model "davin/);
  });

  test("no model, or two", async () => {
    expect((await runCli(["chat", file])).code).toBe(2);
    expect((await runCli(["chat", file, "--model", "gpt-4o", "--tokenizer", model])).code).toBe(2);
  });
});
