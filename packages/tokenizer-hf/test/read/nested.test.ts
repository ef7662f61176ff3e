/** Files whose parts are nested deep: read where they may be, refused by name where not, and no end of the stack. */
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";

const nested = (open: string, inner: string, close: string, times = 20_000): string =>
  open.repeat(times) + inner + close.repeat(times);
const refusal = (code: string, message: RegExp): Error =>
  expect.objectContaining({ name: "HfError", code, message: expect.stringMatching(message) as string }) as Error;
const json = (fields: string, merges = "[]"): string => `{"model":{"vocab":{"a":0},"merges":${merges}},${fields}}`;
const sequence = (field: string): string => nested(`{"type":"Sequence","${field}":[`, "", "]}");
const split = (pattern: string): string =>
  `"pre_tokenizer":{"type":"Split","behavior":"Isolated","invert":false,"pattern":${pattern}}`;

test.each([
  [
    "pre-tokenizers",
    `"pre_tokenizer":${sequence("pretokenizers")}`,
    "HF_UNSUPPORTED_FILE",
    /^pre_tokenizer.*steps nested more than/,
  ],
  [
    "processors",
    `"post_processor":${sequence("processors")}`,
    "HF_UNSUPPORTED_FILE",
    /^post_processor.*steps nested more than/,
  ],
  [
    "normalizers",
    `"normalizer":${sequence("normalizers")}`,
    "HF_UNSUPPORTED_FILE",
    /^normalizer.*steps nested more than/,
  ],
  ["decoders", `"decoder":${sequence("decoders")}`, "HF_UNSUPPORTED_FILE", /^decoder.*steps nested more than/],
  ["a pattern", split(nested("[", "", "]")), "HF_INVALID_FILE", /pattern is an array of 1; expected an object/],
  ["groups", split(`{"Regex":"${nested("(", "a", ")")}"}`), "HF_UNSUPPORTED_FILE", /nested|within/],
])("%s, 20,000 deep", (_, fields, code, message) => {
  for (const given of [json(fields), JSON.parse(json(fields)) as object])
    expect(() => HfTokenizer.fromJson(given)).toThrow(refusal(code, message));
});

test("a merge, 20,000 deep", () => {
  const level = `"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true}`;
  expect(() => HfTokenizer.fromJson(json(level, `[${nested("[", "", "]")}]`))).toThrow(
    refusal("HF_INVALID_FILE", /merges\[0\] is (an array of 1|\[{80}\.\.\.); expected two tokens/),
  );
});

describe("post-processors", () => {
  const BYTE_LEVEL = { type: "ByteLevel", add_prefix_space: true, trim_offsets: false, use_regex: true };
  const within = (depth: number, step: unknown = BYTE_LEVEL): unknown => {
    let found = step;
    for (let i = 0; i < depth; i++) found = { type: "Sequence", processors: [found] };
    return found;
  };
  const read = (processor: unknown): HfTokenizer => {
    const file = JSON.parse(json(`"decoder":null`)) as object;
    return HfTokenizer.fromJson({ ...file, post_processor: processor });
  };

  test.each([[BYTE_LEVEL], [within(1)], [within(5)], [null]])("%j", (processor) => {
    expect([...read(processor).encode("aa")]).toEqual([0, 0]);
  });

  test.each([[{ type: "Sequence", processors: [null] }], [within(3, 7)], [within(1, { type: "Other" })], [7], [[]]])(
    "%j is refused",
    (processor) => {
      expect(() => read(processor)).toThrow(expect.objectContaining({ name: "HfError" }));
    },
  );

  test("100,000 deep, made and not parsed", () => {
    expect(() => read(within(100_000))).toThrow(refusal("HF_UNSUPPORTED_FILE", /steps nested more than/));
  });
});
