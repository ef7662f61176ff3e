/** What of a config goes into a module, and that nothing in it can be read as code. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { expect, test } from "vitest";
import { applyChatTemplate } from "../../src/chat/index.ts";
import { packTokenizer } from "../../src/pack/index.ts";
import { openModule } from "./packed-module.ts";

const json = gpt2.toTokenizerJson();
const messages = [{ role: "user", content: "hay" }];
const config = {
  eos_token: "<|endoftext|>",
  chat_template: "{% for m in messages %}{{ m.content }}{{ eos_token }}{% endfor %}",
  added_tokens_decoder: { 50256: { content: "<|endoftext|>" } },
};

test("chat templates by option alone, and added tokens never twice", () => {
  const { chat_template: _, added_tokens_decoder: __, ...rest } = config;
  const without = packTokenizer(json, { config });
  expect(openModule(without).config).toEqual(rest);
  const whole = packTokenizer(json, { config, chatTemplate: true });
  expect(applyChatTemplate(openModule(whole), messages)).toBe("hay<|endoftext|>");
  expect(whole.code.length - without.code.length).toBeLessThan(120);
});

test("text of any kind is that text, in ASCII, and ends no script of a page", () => {
  const odd = "'\"`\\ \n\r\u2028\u2029\0${a} ä草🌾 \ud800 </script><!--<script> \\u0041";
  const { code } = packTokenizer(json, { config: { odd, ["__proto__"]: { a: odd } } });
  expect(code).toMatch(/^[\n -~]*$/);
  expect(code).not.toMatch(/<\/?script|<!--/i);
  const opened = openModule({ name: "tokenizer", code }).config;
  expect(Object.entries(opened)).toEqual([
    ["odd", odd],
    ["__proto__", { a: odd }],
  ]);
});

test("the declarations say what is exported", () => {
  expect(packTokenizer(json, { name: "gpt2" }).declarations).toBe(
    '// Made by windrow pack.\nimport type { PretrainedTokenizer } from "@windrow/tokenizer-hf/packed";\nexport declare const gpt2: PretrainedTokenizer;\n',
  );
});
