/** hypertok: Rust in WebAssembly, with one package for each vocabulary; in its single tier, which encodes in the calling thread. */
const VOCABULARIES = { gpt2: "gpt2", cl100k_base: "cl100k", o200k_base: "o200k" };

const packageOf = (encoding) => `@hypertok/vocab-${VOCABULARIES[encoding]}`;

// Without `reserved` special tokens are ordinary text.
const functions = `
export const encode = (text) => tokenizer.encodeSync(text);
export const count = (text) => tokenizer.encodeSync(text).length;
export const decode = (ids) => tokenizer.decode(ids);
export const ownIds = (ids) => Uint32Array.from(ids);
`;

export const HYPERTOK = "hypertok";

export const hypertok = {
  label: HYPERTOK,
  kind: "npm",
  encodings: Object.keys(VOCABULARIES),
  packages: (encoding) => ["hypertok", packageOf(encoding)],
  source: (encoding) => `
import { readFile } from "node:fs/promises";
import { fromBytes } from "hypertok";
import { vocabulary } from "${packageOf(encoding)}";
const tokenizer = await fromBytes(await readFile(vocabulary), { tier: "single" });
${functions}`,
  // As its README says for bundlers: the module and the vocabulary are files that are fetched.
  bundleSource: (encoding) => `
import { fromBytes } from "hypertok";
import wasm from "hypertok/wasm/single/hypertok_wasm_core_bg.wasm";
import vocabulary from "${packageOf(encoding)}/vocab.htk";
const bytes = async (url) => (await fetch(url)).arrayBuffer();
const tokenizer = await fromBytes(await bytes(vocabulary), { tier: "single", moduleSource: await bytes(wasm) });
${functions}`,
};
