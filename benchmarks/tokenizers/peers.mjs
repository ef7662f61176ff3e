/**
 * The npm packages that are compared, each as the source of a module that uses it as its README
 * says, for one encoding. All modules have the same exports, so that every section, the cold start
 * and the bundle included, runs the same code:
 *
 * - `encode(text)`: ids of ordinary text, special tokens being text; `count(text)`: how many;
 * - `decode(ids)`: the text; `ownIds(int32Array)`: ids in the form that the package returns and takes.
 *
 * Vocabularies that a package builds in its constructor are built when the module is imported.
 */
import { tokenizerJson } from "./tokenizer-json.mjs";

const WINDROW_EXPORTS = { gpt2: "gpt2", cl100k_base: "cl100kBase", o200k_base: "o200kBase" };

export const OURS = "@windrow/tokenizer-bpe";

/** `slow` peers make one turn, and on English only: they are far from being the fastest. */
export const npmCandidates = [
  {
    label: OURS,
    kind: "ours",
    encodings: ["gpt2", "cl100k_base", "o200k_base"],
    source: (encoding) => `
import { ${WINDROW_EXPORTS[encoding]} as tokenizer } from "@windrow/tokenizer-bpe/${encoding}";
export const encode = (text) => tokenizer.encodeOrdinary(text);
export const count = (text) => tokenizer.countTokens(text);
export const decode = (ids) => tokenizer.decode(ids);
export const ownIds = (ids) => ids;
`,
  },
  {
    label: "gpt-tokenizer",
    kind: "npm",
    encodings: ["gpt2", "cl100k_base", "o200k_base"],
    source: (encoding) => `
import { countTokens, decode, encode as encodeText } from "gpt-tokenizer/encoding/${encoding}";
const ordinary = { disallowedSpecial: new Set() };
export const encode = (text) => encodeText(text, ordinary);
export const count = (text) => countTokens(text, ordinary);
export { decode };
export const ownIds = (ids) => Array.from(ids);
`,
  },
  {
    label: "ai-tokenizer",
    kind: "npm",
    encodings: ["cl100k_base", "o200k_base"],
    // Its "all" skips special tokens instead of emitting them: ordinary text, in its fastest way.
    source: (encoding) => `
import { Tokenizer } from "ai-tokenizer";
import * as data from "ai-tokenizer/encoding/${encoding}";
const tokenizer = new Tokenizer(data);
export const encode = (text) => tokenizer.encode(text, "all");
export const count = (text) => tokenizer.encode(text, "all").length;
export const decode = (ids) => tokenizer.decode(ids);
export const ownIds = (ids) => Array.from(ids);
`,
  },
  {
    label: "tiktoken (wasm)",
    kind: "npm",
    encodings: ["gpt2", "cl100k_base", "o200k_base"],
    source: (encoding) => tiktokenSource(encoding, 'import { Tiktoken } from "tiktoken/lite";'),
    // Outside Node the wasm file is fetched and handed over; the bundle has its name, its bytes are counted.
    bundleSource: (encoding) =>
      tiktokenSource(
        encoding,
        `import wasm from "tiktoken/lite/tiktoken_bg.wasm";
import { init, Tiktoken } from "tiktoken/lite/init";
await init(async (imports) => WebAssembly.instantiate(await (await fetch(wasm)).arrayBuffer(), imports));`,
      ),
  },
  {
    label: "js-tiktoken",
    kind: "npm",
    slow: true,
    encodings: ["gpt2", "cl100k_base", "o200k_base"],
    source: (encoding) => `
import { Tiktoken } from "js-tiktoken/lite";
import ranks from "js-tiktoken/ranks/${encoding}";
const tokenizer = new Tiktoken(ranks);
export const encode = (text) => tokenizer.encode(text, [], []);
export const count = (text) => tokenizer.encode(text, [], []).length;
export const decode = (ids) => tokenizer.decode(ids);
export const ownIds = (ids) => Array.from(ids);
`,
  },
  {
    label: "@huggingface/tokenizers",
    kind: "npm",
    slow: true,
    encodings: ["gpt2", "cl100k_base", "o200k_base"],
    source: (encoding) =>
      huggingFaceSource(`import { readFileSync } from "node:fs";
const json = JSON.parse(readFileSync(${JSON.stringify(tokenizerJson(encoding))}, "utf8"));`),
    bundleSource: (encoding) => huggingFaceSource(`import json from ${JSON.stringify(tokenizerJson(encoding))};`),
  },
];

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

function huggingFaceSource(imports) {
  return `
import { Tokenizer } from "@huggingface/tokenizers";
${imports}
const tokenizer = new Tokenizer(json, { clean_up_tokenization_spaces: false });
export const encode = (text) => tokenizer.encode(text).ids;
export const count = (text) => tokenizer.encode(text).ids.length;
export const decode = (ids) => tokenizer.decode(ids);
export const ownIds = (ids) => Array.from(ids);
`;
}
