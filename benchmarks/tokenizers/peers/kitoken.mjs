/**
 * kitoken: Rust in WebAssembly. It brings no vocabularies; it reads tiktoken's tables, and the
 * definitions that it makes of them, which it loads faster.
 */
import { kitokenDefinition } from "../vocabularies/kitoken-definition.mjs";

const functions = `
const utf8 = new TextDecoder();
export const encode = (text) => tokenizer.encode(text, false);
export const count = (text) => tokenizer.encode(text, false).length;
export const decode = (ids) => utf8.decode(tokenizer.decode(ids, true));
export const ownIds = (ids) => Uint32Array.from(ids);
`;

export const kitoken = {
  label: "kitoken",
  kind: "npm",
  encodings: ["gpt2", "cl100k_base", "o200k_base"],
  packages: () => ["kitoken"],
  files: (encoding) => [kitokenDefinition(encoding)],
  source: (encoding) => `
import { readFileSync } from "node:fs";
import { Kitoken } from "kitoken/node";
const tokenizer = new Kitoken(readFileSync(${JSON.stringify(kitokenDefinition(encoding))}));
${functions}`,
  // Its smallest build, which reads definitions only.
  bundleSource: (encoding) => `
import { Kitoken } from "kitoken/minimal";
import definition from ${JSON.stringify(kitokenDefinition(encoding))};
const tokenizer = new Kitoken(new Uint8Array(await (await fetch(definition)).arrayBuffer()));
${functions}`,
};
