/** Packed and opened in a browser, on both engines. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { packTokenizer } from "@windrow/tokenizer-hf/pack";
import { expect, test } from "vitest";
import { openModule } from "./packed-module.ts";

test.each(["wasm", "typescript"] as const)("the same ids on %s", (engine) => {
  const tokenizer = openModule(packTokenizer(gpt2.toTokenizerJson()), { engine });
  const text = "Rake it up, and cart it when it's fit. \u00e4\u8349\u{1f33e}";
  expect(tokenizer.encode(text)).toEqual(gpt2.encode(text));
  expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  expect(tokenizer.engine).toBe(engine);
});
