/** @huggingface/tokenizers, which reads a tokenizer.json; made from a rank table, it has no added tokens. */
import { tokenizerJson } from "../vocabularies/tokenizer-json.mjs";

export const huggingFace = {
  label: "@huggingface/tokenizers",
  kind: "npm",
  slow: true,
  encodings: ["gpt2", "cl100k_base", "o200k_base"],
  packages: () => ["@huggingface/tokenizers"],
  files: (encoding) => [tokenizerJson(encoding)],
  source: (encoding) =>
    huggingFaceSource(`import { readFileSync } from "node:fs";
const json = JSON.parse(readFileSync(${JSON.stringify(tokenizerJson(encoding))}, "utf8"));`),
  bundleSource: (encoding) => huggingFaceSource(`import json from ${JSON.stringify(tokenizerJson(encoding))};`),
};

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
