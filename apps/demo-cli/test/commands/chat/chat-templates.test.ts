/** `windrow chat` with templates of many kinds, on a model whose tokens are bytes, so that they can be counted by hand. */
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { fromPretrained } from "@windrow/tokenizer-hf/hub";
import { applyChatTemplate, encodeChat } from "@windrow/tokenizer-hf/chat";
import { beforeAll, describe, expect, test } from "vitest";
import type { ChatJson } from "../../../src/index.ts";
import { widthOf } from "../../../src/show/graphemes.ts";
import { SPECIAL, writeByteModel } from "../../helpers/byte-model.ts";
import { ALL } from "../../helpers/hostile.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();

const GENERATION = "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
const CHATML = `{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}${GENERATION}`;
const TEMPLATES = {
  chatml: CHATML,
  /** What stands before the first message is nobody's. */
  bos: `{{ bos_token }}{% for m in messages %}{{ m.role }}: {{ m.content }}{{ eos_token }}{% endfor %}`,
  /** Earlier answers lose their reasoning, as in Qwen 3 and DeepSeek R1. */
  reasoning: `{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == "assistant" and not loop.last %}{{ m.content.split("</think>")[-1].lstrip() }}{% else %}{{ m.content }}{% endif %}<|im_end|>\n{% endfor %}${GENERATION}`,
  /** Refuses a system message alone, and puts it into the next one, as Llama 2 and Gemma do. */
  inside: `{% if messages | length == 1 and messages[0].role == "system" %}{{ raise_exception("no user") }}{% endif %}{% for m in messages %}{% if m.role == "user" %}<s>[INST] {% if loop.index0 == 1 %}{{ messages[0].content }} {% endif %}{{ m.content }} [/INST]{% elif m.role == "assistant" %} {{ m.content }}</s>{% endif %}{% endfor %}`,
  tools: `{% if tools %}{{ tools | tojson }}\n{% endif %}{% if lang %}{{ lang }}\n{% endif %}${CHATML}`,
} as const;

const model = (name: keyof typeof TEMPLATES): string => scratch.path(name);

beforeAll(() => {
  for (const [name, chat_template] of Object.entries(TEMPLATES))
    writeByteModel(scratch.path(name), { chat_template, bos_token: "<s>", eos_token: "</s>" });
});

/** Bytes, and one for each special token. */
function counted(text: string): number {
  const parts = text.split(new RegExp(SPECIAL.map((token) => token.replaceAll("|", "\\|")).join("|")));
  return Buffer.byteLength(parts.join("")) + parts.length - 1;
}

async function chat(messages: unknown, ...args: string[]): Promise<ChatJson> {
  const { code, stdout, stderr } = await runCli(["chat", "--text", JSON.stringify(messages), "--json", ...args]);
  expect([code, stderr]).toEqual([0, ""]);
  const json = JSON.parse(stdout) as ChatJson;
  expect(json.messages.reduce((sum, { tokens }) => sum + (tokens ?? 0), json.around)).toBe(json.tokens);
  return json;
}

const HAY = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Is the hay in, na\u00efve farmer?" },
  { role: "assistant", content: "Two rows." },
  { role: "user", content: "And now?" },
];

describe("tokens of each message", () => {
  const figures = ({ messages, around }: ChatJson): unknown => [messages.map(({ tokens }) => tokens), around];

  test("where the messages up to each are the beginning of the whole", async () => {
    const found = await chat(HAY, "--tokenizer", model("chatml"));
    const parts = HAY.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
    expect(found.text).toBe(`${parts.join("")}<|im_start|>assistant\n`);
    expect(figures(found)).toEqual([parts.map(counted), counted("<|im_start|>assistant\n")]);
    const without = await chat(HAY, "--tokenizer", model("chatml"), "--no-generation-prompt");
    expect([without.text, figures(without)]).toEqual([parts.join(""), [parts.map(counted), 0]]);
  });

  test("what stands before the first message is nobody's", async () => {
    const found = await chat(HAY, "--tokenizer", model("bos"));
    expect(figures(found)).toEqual([HAY.map(({ role, content }) => counted(`${role}: ${content}</s>`)), 1]);
  });

  test("where an earlier answer is rendered otherwise, by what is left of it", async () => {
    const answered = HAY.with(2, { role: "assistant", content: "<think>hm</think>\n\nTwo rows." });
    const found = await chat(answered, "--tokenizer", model("reasoning"));
    const parts = HAY.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
    expect(found.text).not.toContain("think");
    expect(figures(found)).toEqual([parts.map(counted), counted("<|im_start|>assistant\n")]);
  });

  test("a message that can't be told apart counts with the next", async () => {
    const found = await chat(HAY, "--tokenizer", model("inside"));
    const user = `<s>[INST] Be brief. Is the hay in, na\u00efve farmer? [/INST]`;
    expect(figures(found)).toEqual([
      [null, counted(user), counted(" Two rows.</s>"), counted("<s>[INST] And now? [/INST]")],
      0,
    ]);
    const shown = await runCli(["chat", "--text", JSON.stringify(HAY), "--tokenizer", model("inside")]);
    expect(shown.stdout).toMatch(/^1 {2}system +-$/m);
  });

  test("all are those of encodeChat, and the text that of applyChatTemplate", async () => {
    for (const name of Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[]) {
      const hf = await fromPretrained(model(name));
      const messages = [...HAY, { role: "user", content: `${SPECIAL.join(" ")} ${ALL}` }];
      const found = await chat(messages, "--tokenizer", model(name));
      expect(found.text).toBe(applyChatTemplate(hf, messages, { addGenerationPrompt: true }));
      expect(found.tokens).toBe(encodeChat(hf, messages, { addGenerationPrompt: true }).length);
    }
  });
});

describe("for an OpenAI model", () => {
  interface Case {
    readonly name: string;
    readonly messages: readonly unknown[];
    readonly counts: Readonly<Record<string, number>>;
  }
  const fixture = new URL("../../../../../packages/tokenizer-bpe/test/fixtures/chat_tokens.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { cases: readonly Case[] };

  /** Not counted by the API as the cookbook does (count-chat.test.ts of tokenizer-bpe), or without a message. */
  const APART = new Set(["empty texts", "a further text"]);
  const isCounted = ({ name, messages }: Case): boolean => messages.length > 0 && !APART.has(name);

  test.each(["gpt-4o", "gpt-4", "gpt-3.5-turbo", "gpt-3.5-turbo-0301"])(
    "%s: as OpenAI's cookbook counts",
    async (name) => {
      for (const { messages, counts } of cases.filter(isCounted)) {
        const found = await chat(messages, "--model", name);
        expect([found.tokens, found.around, found.text]).toEqual([counts[name], 3, null]);
      }
    },
  );
});

test("tools, variables and a template of your own", async () => {
  const tools = [{ type: "function", function: { name: "rake" } }];
  const asked = { messages: HAY, tools, chat_template_kwargs: { lang: "en" }, temperature: 1 };
  expect((await chat(asked, "--tokenizer", model("tools"))).text).toMatch(/^\[\{.*rake.*\}\]\nen\n<\|im_start\|>/);
  const template = await scratch.write("mine.jinja", "{% for m in messages %}{{ m.content }}<end>{% endfor %}");
  const found = await chat(HAY, "--tokenizer", model("chatml"), "--template", template);
  expect(found.text).toBe(HAY.map(({ content }) => `${content}<end>`).join(""));
});

test("--json", async () => {
  const folder = model("chatml");
  const args = ["chat", "--text", '[{"role":"user","content":"Hay?\\u202e"}]', "--tokenizer", folder];
  const { stdout } = await runCli([...args, "--json", "--no-generation-prompt"]);
  const ids = [256, ...Buffer.from("user\nHay?\u202e"), 257, 10];
  expect(stdout).toBe(
    `{"schemaVersion":1,"model":${JSON.stringify(folder)},"messages":[{"role":"user","tokens":15}],"around":0,"tokens":15,` +
      `"text":"<|im_start|>user\\nHay?\\u202e<|im_end|>\\n","ids":[${ids.join(",")}],"notes":[]}\n`,
  );
});

describe.each([40, 80, 120, 200])("%s columns", (columns) => {
  test.each([false, true])(
    "colour: %s; every line fits, special tokens are marked, what looks like one is not",
    async (isStyled) => {
      const long = `<|im_end|> ${"Hay in long rows, ".repeat(20)}${"\u65e5\u672c".repeat(90)} ${ALL}`;
      const file = await scratch.write("chat.json", JSON.stringify([...HAY, { role: `user ${ALL}`, content: long }]));
      const { code, stdout, stderr } = await runCli(["chat", file, "--tokenizer", model("chatml")], {
        columns,
        isStyled,
      });
      expect([code, stderr]).toEqual([0, ""]);
      const plain = stripVTControlCharacters(stdout);
      for (const line of plain.split("\n")) expect([line, widthOf(line) <= columns]).toEqual([line, true]);
      const mark = isStyled ? "\u001b[1;38;5;231;48;5;54m<|im_end|>\u001b[0m" : "\u27e6<|im_end|>\u27e7";
      expect(stdout.split(mark).length - 1).toBe(HAY.length + 1);
      expect(plain.replaceAll(/[\u27e6\u27e7\n]/g, "").split("<|im_end|>").length - 1).toBe(HAY.length + 2);
      expect(plain).toMatch(/^3 {2}assistant +22$/m);
      expect(plain).toMatch(/^all +[\d,]+$/m);
    },
  );
});

describe("what can't be used", () => {
  test.each([
    ['{"messages":[{"role":"user"}],"chat_template_kwargs":[]}', "its chat_template_kwargs are"],
    ['{"messages":[{"role":"user"}],"documents":3}', "its documents are"],
    ["[]", "it has no messages"],
    [`["${"\u202e"}"`, "it is not JSON"],
    ["", "it is empty"],
  ])("--text %j", async (text, said) => {
    const { code, stdout, stderr } = await runCli(["chat", "--text", text, "--model", "gpt-4o"]);
    expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining(`cannot use --text: ${said}`)]);
  });

  test("a model without a template, and one that has another", async () => {
    const bare = writeByteModel(scratch.path("bare"), {});
    const line = ["chat", "--text", JSON.stringify(HAY), "--tokenizer"];
    expect((await runCli([...line, bare])).stderr).toContain(
      "bare has no chat template. Name a model that was trained to chat, or give a file with one as --template.",
    );
    expect((await runCli([...line, model("chatml"), "--template", "rag"])).stderr).toContain(
      '--template "rag" is neither the name of a template nor a file that has one. The model has: default.',
    );
    const several = [
      { name: "rag", template: "{{ messages[0].content }}" },
      { name: "tool_use", template: "tools" },
    ];
    const many = writeByteModel(scratch.path("several"), { chat_template: several });
    expect((await runCli([...line, many])).stderr).toContain("Choose one with --template: rag, tool_use.");
    expect((await chat(HAY, "--tokenizer", many, "--template", "rag")).text).toBe("Be brief.");
  });

  test("what the template refuses, in its own words made visible; a part that has no number of tokens", async () => {
    const refusing = await scratch.write("refuse.jinja", '{{ raise_exception("Roles must alternate\\u001b[2J") }}');
    const line = ["chat", "--text", JSON.stringify(HAY), "--tokenizer", model("chatml"), "--template", refusing];
    const { code, stdout, stderr } = await runCli(line);
    expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining("Roles must alternate")]);
    const parts = JSON.stringify([HAY[0], { role: "user", content: [{ type: "input_audio", input_audio: {} }] }]);
    const refused = await runCli(["chat", "--text", parts, "--model", "gpt-4o"]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("messages[1].content[0] is")]);
  });
});

test("from standard input, and a closed pipe is quiet", async () => {
  const piped = await spawnCli(["chat", "--model", "gpt-4o"], {
    onStart: ({ stdin }) => stdin!.end(JSON.stringify(HAY)),
  });
  expect([piped.code, piped.stdout]).toEqual([0, expect.stringMatching(/^message +tokens\n1 {2}system +\d+\n/)]);
  const big = await scratch.write(
    "big.json",
    JSON.stringify([{ role: "user", content: "Hay in rows.\n".repeat(50_000) }]),
  );
  const { code, stderr } = await spawnCli(["chat", big, "--tokenizer", model("chatml")], {
    onStart: ({ stdout }) => stdout!.once("data", () => stdout!.destroy()),
  });
  expect([code, stderr]).toEqual([0, ""]);
});
