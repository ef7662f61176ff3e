/**
 * What js-tiktoken's own tests ask of it, as facts: it agrees with the WebAssembly build of tiktoken on these texts and
 * refusals. The ids are those of Python's tiktoken 0.14.0.
 */
import { describe, expect, test } from "vitest";
import { getEncoding } from "../src/index.ts";

const encoding = getEncoding("cl100k_base");
const refused = (token: string): string => `The text contains a special token that is not allowed: ${token}`;

describe("special tokens of a text", () => {
  const text = "<|fim_prefix|>test<|fim_suffix|>";

  test("are refused by default, the first one by name", () => {
    expect(() => encoding.encode(text)).toThrow(new Error(refused("<|fim_prefix|>")));
    expect(() => encoding.encode(text, [], "all")).toThrow(new Error(refused("<|fim_prefix|>")));
  });

  test("are their ids where all are allowed, or each is", () => {
    expect(encoding.encode(text, "all")).toEqual([100258, 1985, 100260]);
    expect(encoding.encode(text, ["<|fim_prefix|>", "<|fim_suffix|>"])).toEqual([100258, 1985, 100260]);
  });

  test("are refused where only others are allowed", () => {
    expect(() => encoding.encode(text, ["<|fim_prefix|>"])).toThrow(new Error(refused("<|fim_suffix|>")));
  });
});

test.each([
  ["hello world", [15339, 1917]],
  ["Hello world", [9906, 1917]],
  ["New lines\n\n\n\n\n       Spaces", [3648, 5238, 14963, 996, 69156]],
  [
    "\u{1f469}\u{200d}\u{1f466}\u{200d}\u{1f466} \u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466} \u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f467} \u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f466} \u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f1e8}\u{1f1ff} Emojis: \u{1f9d1}\u{1f3fe}\u{200d}\u{1f4bb}\u{fe0f}\u{1f9d1}\u{1f3ff}\u{200d}\u{1f393}\u{fe0f}\u{1f9d1}\u{1f3ff}\u{200d}\u{1f3ed}\u{fe0f}\u{1f9d1}\u{1f3ff}\u{200d}\u{1f4bb}\u{fe0f}",
    [
      9468, 239, 102, 378, 235, 9468, 239, 99, 378, 235, 9468, 239, 99, 62904, 102, 378, 235, 9468, 239, 100, 378, 235,
      9468, 239, 99, 62904, 102, 378, 235, 9468, 239, 100, 378, 235, 9468, 239, 100, 62904, 102, 378, 235, 9468, 239,
      102, 378, 235, 9468, 239, 99, 62904, 102, 378, 235, 9468, 239, 102, 378, 235, 9468, 239, 100, 11410, 229, 101,
      9468, 229, 123, 5867, 84528, 25, 11410, 100, 239, 9468, 237, 122, 378, 235, 93273, 119, 31643, 9468, 100, 239,
      9468, 237, 123, 378, 235, 9468, 236, 241, 31643, 9468, 100, 239, 9468, 237, 123, 378, 235, 9468, 237, 255, 31643,
      9468, 100, 239, 9468, 237, 123, 378, 235, 93273, 119, 31643,
    ],
  ],
  [
    "\u{662f}\u{7f8e}\u{570b}\u{4e00}\u{500b}\u{4eba}\u{5de5}\u{667a}\u{80fd}\u{7814}\u{7a76}\u{5be6}\u{9a57}\u{5ba4} \u{7531}\u{975e}\u{71df}\u{5229}\u{7d44}\u{7e54}OpenAI Inc",
    [
      21043, 58666, 12554, 233, 15120, 20022, 233, 17792, 49792, 45114, 118, 27327, 163, 254, 242, 33354, 114, 15973,
      99, 77180, 245, 8676, 97, 220, 68171, 66776, 163, 229, 253, 60632, 58254, 226, 163, 117, 242, 5109, 15836, 4953,
    ],
  ],
  ["<|im_start|>test<|im_end|>", [27, 91, 318, 5011, 91, 29, 1985, 27, 91, 318, 6345, 91, 29]],
])("%j", (text, ids) => {
  expect(encoding.encode(text)).toEqual(ids);
  expect(encoding.decode(ids)).toBe(text);
});
