/** Options of applyChatTemplate, which template it takes, and what it refuses. */
import { applyChatTemplate, type ChatOptions, renderChat } from "@windrow/tokenizer-hf/chat";
import { describe, expect, test } from "vitest";

const CHATML =
  "{% for m in messages %}{{ '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>' + '\\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
const hi = [{ role: "user", content: "Hi" }];

const render = (
  template: string | undefined,
  options: ChatOptions = {},
  config: Record<string, unknown> = {},
): string => applyChatTemplate({ config }, hi, { ...options, template });

describe("the template", () => {
  const several = [
    { name: "default", template: "default{{ tools }}" },
    { name: "tool_use", template: "tools {{ tools | length }}" },
    { name: "rag", template: "rag {{ documents[0].title }}" },
  ];

  test("is the model's own, or the caller's", () => {
    expect(render(undefined, {}, { chat_template: CHATML })).toBe("<|im_start|>user\nHi<|im_end|>\n");
    expect(render("{{ messages[0].content }}!", {}, { chat_template: CHATML })).toBe("Hi!");
  });

  test("of several is the default, with tools tool_use, or the one that is named", () => {
    for (const chat_template of [several, Object.fromEntries(several.map((one) => [one.name, one.template]))]) {
      expect(render(undefined, {}, { chat_template })).toBe("defaultNone");
      expect(render(undefined, { tools: [] }, { chat_template })).toBe("tools 0");
      expect(render("default", { tools: [{}] }, { chat_template })).toBe("default[{}]");
      expect(render("rag", { documents: [{ title: "T", text: "x" }] }, { chat_template })).toBe("rag T");
    }
  });

  test("is asked for where there is none, or none is the default", () => {
    expect(() => render(undefined)).toThrow("The model has no chat template.");
    expect(() => render(undefined, {}, { chat_template: { a: "x", b: "y" } })).toThrow("template: a, b.");
    expect(() => render("tool_uze", {}, { chat_template: several })).toThrow('Did you mean "tool_use"?');
    expect(() => render(undefined, {}, { chat_template: 5 })).toThrow(
      expect.objectContaining({ code: "HF_INVALID_TEMPLATE" }),
    );
  });
});

describe("variables", () => {
  test("special tokens come from the config, as texts or objects; null is none", () => {
    const config = {
      bos_token: "<s>",
      eos_token: { content: "</s>", lstrip: false },
      pad_token: null,
      add_bos_token: true,
    };
    const shown =
      "{{ bos_token }}{{ eos_token }}{{ pad_token is defined }}{{ add_bos_token is defined }}{{ image_token }}";
    expect(render(shown, {}, { ...config, extra_special_tokens: { image_token: "<i>" } })).toBe("<s></s>FalseFalse<i>");
    expect(render("{{ bos_token }}", { bos_token: "B" }, config)).toBe("B");
  });

  test("are whatever else is given", () => {
    expect(render("{{ enable_thinking is defined and not enable_thinking }}", { enable_thinking: false })).toBe("True");
    expect(render("{{ day }}{{ n + 1 }}", { day: "Mon", n: 1 })).toBe("Mon2");
    expect(
      render("{{ x }}", {
        x: new Map([
          ["b", 1],
          ["1", 2],
        ]),
      }),
    ).toBe("{'b': 1, '1': 2}");
    expect(render("{{ x is defined }}", { x: undefined })).toBe("False");
  });

  test("reach nothing of the program", () => {
    for (const name of ["constructor", "__proto__", "toString", "__class__"]) {
      expect(render(`{{ messages[0].${name} is defined }}{{ messages['${name}'] is defined }}`)).toBe("FalseFalse");
      expect(render(`{{ 'x'.${name} is defined }}{{ range.${name} is defined }}`)).toBe("FalseFalse");
      expect(() => render(`{{ 'x' | ${name} }}`)).toThrow(expect.objectContaining({ code: "HF_INVALID_TEMPLATE" }));
    }
  });

  test("what JSON has not is refused with its place", () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => render("{{ x }}", { x: loop })).toThrow("it may contain itself");
    expect(() => render("{{ x }}", { x: [{ f: () => 1 }] })).toThrow("x[0].f is a function");
    expect(() => render("{{ x }}", { x: [undefined] })).toThrow("x[0] is undefined");
  });
});

test("strftime_now shows the date that is given", () => {
  expect(render("{{ strftime_now('%d %b %Y') }}", { now: new Date(2024, 6, 26) })).toBe("26 Jul 2024");
});

describe("continueFinalMessage", () => {
  const open = [...hi, { role: "assistant", content: "Once upon " }];
  const strips = CHATML.replace("m.content", "m.content | trim");
  const go = (messages: Record<string, unknown>[], options: ChatOptions): string =>
    applyChatTemplate({ config: {} }, messages, { continueFinalMessage: true, ...options });

  test("leaves the final message open, as transformers does", () => {
    const start = "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n";
    expect(go(open, { template: CHATML })).toBe(`${start}Once upon `);
    expect(go(open, { template: strips })).toBe(`${start}Once upon`);
  });

  test("goes on with another field, or the last text of several parts", () => {
    const thinking = "{{ messages[-1].reasoning_content }}</think>{{ messages[-1].content }}";
    const message = { role: "assistant", content: "", reasoning_content: "hm" };
    expect(go([message], { template: thinking, continueFinalMessage: "reasoning_content" })).toBe("hm");
    const parts = [{ type: "text", text: "a" }, { type: "text", text: "b" }, { type: "image" }];
    const template = "{% for p in messages[0].content %}[{{ p.text }}]{% endfor %}";
    expect(go([{ role: "assistant", content: parts }], { template })).toBe("[a][b");
  });

  test("does not mistake the caller's text for its own mark", () => {
    const content = "CONTINUE_FINAL_MESSAGE_TAG x";
    expect(
      go([{ role: "assistant", content }], { template: "{{ messages[0].content }}|{{ messages[0].content }}." }),
    ).toBe(`${content}CONTINUE_FINAL_MESSAGE_TAG |${content}`);
  });

  test("refuses what can't go on", () => {
    expect(() => go(open, { template: CHATML, addGenerationPrompt: true })).toThrow("can't be combined");
    expect(() => go([], { template: CHATML })).toThrow('no "content" to continue');
    expect(() => go(open, { template: "{{ messages[0].content }}" })).toThrow("does not keep its text");
    expect(() => go(open, { template: "{{ x }}" })).toThrow('does not read "content"');
  });
});

test("{% generation %} says what the assistant wrote, also where a template trims or puts it elsewhere", () => {
  const template =
    "{% set a %}{% generation %} {{ messages[0].content }} {% endgeneration %}{% endset %}>{{ a | trim }}<{{ a }}";
  const { text, assistantRanges } = renderChat({ config: {} }, hi, { template });
  expect(assistantRanges.map(([start, end]) => text.slice(start, end))).toEqual(["Hi", " Hi "]);
});

describe("errors", () => {
  test("are the template's own words", () => {
    expect(() => render("{{ raise_exception('Roles must alternate') }}")).toThrow(
      expect.objectContaining({ code: "HF_TEMPLATE_REFUSED", fields: { words: "Roles must alternate" } }),
    );
    expect(() => render("{{ messages[0].nope.deeper }}")).toThrow('a dict has no "nope"');
    expect(() => render("{{ 'x' | uper }}")).toThrow('Did you mean "upper"?');
    for (const template of ["{% if x %}", "{{ 'abc", "{% for x %}", "{{ [1, }}", "{% endif %}"])
      expect(() => render(template), template).toThrow(expect.objectContaining({ code: "HF_INVALID_TEMPLATE" }));
  });

  test("of options name them", () => {
    expect(() => render(CHATML, { add_generation_prompt: true })).toThrow('Did you mean "addGenerationPrompt"?');
    expect(() => render(CHATML, { addGenerationPrompt: "yes" as never })).toThrow("expected true or false");
    expect(() => render(CHATML, { now: new Date(Number.NaN) })).toThrow("expected a valid Date");
    expect(() => render(CHATML, { tools: {} as never })).toThrow("tools is an object; expected an array of objects");
    for (const messages of ["Hi", undefined, [["user", "Hi"]], [null]])
      expect(() => applyChatTemplate({ config: {} }, messages as never, { template: CHATML })).toThrow(
        expect.objectContaining({ code: "HF_INVALID_OPTION" }),
      );
  });
});
