/** Calls that the recorder puts to the original: what makes the object, the method, its arguments as JSON. */
import { SPECIAL_TEXTS, TEXTS } from "./texts.mjs";

const ADDED = { "<|im_start|>": 300_000, "<|endoftext|>": 300_001 };

/** What calls a method of a new object, or a function, by the names in CALLS. */
export function makersOf(tiktoken, { bpe_ranks, special_tokens, pat_str }) {
  const bytes = bpe_ranks.split(" ").slice(2, 258).join(" ");
  const small = `! 0 ${bytes}\n! 500 aGE= aGF5 IGg=\n`;
  const lines = bytes.split(" ").map((token, rank) => `${token} ${rank}`);
  const made = (make) => {
    let object;
    return (method, ...args) => callOf((object ??= make()), method, args);
  };
  return {
    ...Object.fromEntries(
      ["gpt2", "p50k_edit", "cl100k_base", "o200k_base"].map((name) => [name, made(() => tiktoken.get_encoding(name))]),
    ),
    extended: made(() => tiktoken.get_encoding("cl100k_base", ADDED)),
    model: made(() => tiktoken.encoding_for_model("gpt-4o-mini")),
    fromText: made(() => new tiktoken.Tiktoken(bpe_ranks, special_tokens, pat_str)),
    small: made(() => new tiktoken.Tiktoken(small, { "<|end|>": 1000 }, String.raw`\w+|[^\w]`)),
    lines: made(() => new tiktoken.Tiktoken(`${lines.join("\n")}\nIGg= 300\n`, {}, " ?\\p{L}+|[^\\p{L}]")),
    noSpecial: made(() => new tiktoken.Tiktoken(small, null, "h|[^h]+")),
    freed: made(() => {
      const encoding = tiktoken.get_encoding("gpt2");
      encoding.free();
      return encoding;
    }),
    function: (name, ...args) => callOf(tiktoken, name, args),
    constructor: (_, ...args) => void new tiktoken.Tiktoken(...args),
  };
}

function callOf(object, method, args) {
  const value = typeof object[method] === "function" ? object[method](...args) : object[method];
  // For a new object, only that it is one.
  return typeof value === "object" && "encode" in value ? "a Tiktoken" : value;
}

const SELECTIONS = [
  [],
  ["all"],
  [[], []],
  [["<|endoftext|>"]],
  [["<|endoftext|>"], []],
  [["<|endoftext|>"], "all"],
  [["<|endoftext|>"], ["<|endoftext|>"]],
  ["all", ["<|endoftext|>"]],
  [[], ["hay"]],
  [["no such token"], "all"],
  [null, []],
];

const bytesOf = (text) => ({ bytes: Array.from(new TextEncoder().encode(text)) });
const NAMES = ["gpt2", "p50k_edit", "cl100k_base", "o200k_base"];

export const CALLS = [
  ...NAMES.flatMap((name) => [
    [name, "name"],
    ...TEXTS.map((text) => [name, "encode_ordinary", text]),
    ...[0, 5, 220, 50256, 50281, 100257, 199999].map((id) => [name, "decode_single_token_bytes", id]),
    ...["a", "hello", " the", "<|endoftext|>", "<|fim_middle|>", "hello world", "", "\u8349"].map((text) => [
      name,
      "encode_single_token",
      bytesOf(text),
    ]),
    ...[[], [0, 5, 220], [50256], [160, 160], [1_000_000], [64, 1_000_000, 64], [255, 254]].map((ids) => [
      name,
      "decode",
      { ids },
    ]),
  ]),
  ...["gpt2", "cl100k_base", "extended"].flatMap((name) =>
    SPECIAL_TEXTS.flatMap((text) => SELECTIONS.map((selection) => [name, "encode", text, ...selection])),
  ),
  ...["small", "lines", "noSpecial", "fromText"].flatMap((name) => [
    [name, "name"],
    ...["hay hay", "a hay<|end|>haha", "<|x|><|end|> hhay", ""].map((text) => [name, "encode", text, "all"]),
    [name, "decode", { ids: [5, 64, 70] }],
    [name, "encode_single_token", bytesOf("a")],
  ]),
  ["extended", "name"],
  ["extended", "decode", { ids: [300_000, 1, 300_001, 100257, 100258] }],
  ["extended", "decode_single_token_bytes", 100257],
  ["extended", "encode_single_token", bytesOf("<|endoftext|>")],
  ["model", "name"],
  ["model", "encode", "hello world"],
  ...["encode", "encode_ordinary", "encode_with_unstable"].map((method) => ["freed", method, "a"]),
  ["freed", "name"],
  ["freed", "decode", { ids: [1] }],
  ["freed", "decode_single_token_bytes", 1],
  ["freed", "encode_single_token", bytesOf("a")],
  ["freed", "token_byte_values"],
  ["freed", "free"],
  // Ids and bytes in other lists, and what is converted.
  ["gpt2", "decode", [31373, 995]],
  ["gpt2", "decode", ["31373", 995.7]],
  ["gpt2", "decode", [-1]],
  ["gpt2", "decode", null],
  ["gpt2", "decode_single_token_bytes", -1],
  ["gpt2", "decode_single_token_bytes", 1.5],
  ["gpt2", "decode_single_token_bytes", "31373"],
  ["gpt2", "encode_single_token", [104, 105]],
  ["gpt2", "encode_single_token", null],
  // Arguments that are refused.
  ...["encode", "encode_ordinary", "encode_with_unstable"].map((method) => ["gpt2", method, null]),
  ["gpt2", "encode", "a", "none"],
  ["gpt2", "encode", "a", [], "none"],
  ["gpt2", "encode_with_unstable", "a<|endoftext|>"],
  ["function", "get_encoding", "gpt3"],
  ["function", "get_encoding", null],
  ["function", "get_encoding", "gpt2", { "<|im_start|>": 100264 }],
  ["function", "encoding_for_model", "gpt-nine"],
  ["function", "encoding_for_model", null],
  ["function", "get_encoding_name_for_model", "gpt-nine"],
  ["function", "get_encoding_name_for_model", "gpt-4o"],
  ["function", "get_encoding_name_for_model", "davinci-002"],
  ["constructor", ""],
  ["constructor", "", "! 0 a$b", {}, "a|[^a]"],
  ["constructor", "", "YQ== x", {}, "a|[^a]"],
  ["constructor", "", "", {}, "a|[^a]"],
  ["constructor", "", "YQ== 0\nYg== 0\n", {}, "a|[^a]"],
  ["constructor", "", "YQ== 0\nYg== 1\n", {}, "("],
  ["constructor", "", "YQ== 0\nYg== 1\n", {}],
];
