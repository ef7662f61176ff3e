/** OpenAI's tiktoken in WebAssembly, and js-tiktoken, of the same authors. */
export const tiktokenWasm = {
  label: "tiktoken (wasm)",
  kind: "npm",
  encodings: ["gpt2", "cl100k_base", "o200k_base"],
  packages: () => ["tiktoken"],
  source: (encoding) => tiktokenSource(encoding, 'import { Tiktoken } from "tiktoken/lite";'),
  // Outside Node the wasm file is fetched and handed over; the bundle has its name, its bytes are counted.
  bundleSource: (encoding) =>
    tiktokenSource(
      encoding,
      `import wasm from "tiktoken/lite/tiktoken_bg.wasm";
import { init, Tiktoken } from "tiktoken/lite/init";
await init(async (imports) => WebAssembly.instantiate(await (await fetch(wasm)).arrayBuffer(), imports));`,
    ),
};

export const jsTiktoken = {
  label: "js-tiktoken",
  kind: "npm",
  slow: true,
  encodings: ["gpt2", "cl100k_base", "o200k_base"],
  packages: () => ["js-tiktoken"],
  source: (encoding) => `
import { Tiktoken } from "js-tiktoken/lite";
import ranks from "js-tiktoken/ranks/${encoding}";
const tokenizer = new Tiktoken(ranks);
export const encode = (text) => tokenizer.encode(text, [], []);
export const count = (text) => tokenizer.encode(text, [], []).length;
export const decode = (ids) => tokenizer.decode(ids);
export const ownIds = (ids) => Array.from(ids);
`,
};

function tiktokenSource(encoding, imports) {
  return `
import ranks from "tiktoken/encoders/${encoding}";
${imports}
const tokenizer = new Tiktoken(ranks.bpe_ranks, ranks.special_tokens, ranks.pat_str);
const utf8 = new TextDecoder();
export const encode = (text) => tokenizer.encode_ordinary(text);
export const count = (text) => tokenizer.encode_ordinary(text).length;
export const decode = (ids) => utf8.decode(tokenizer.decode(ids));
export const ownIds = (ids) => Uint32Array.from(ids);
`;
}
