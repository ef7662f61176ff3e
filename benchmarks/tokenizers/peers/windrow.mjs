/**
 * tokenizer-bpe, once with the engine that it chooses by itself and once with the one in TypeScript.
 *
 * The second is left out where the package has no `engine` to choose.
 */
const EXPORTS = { gpt2: "gpt2", cl100k_base: "cl100kBase", o200k_base: "o200kBase" };

export const OURS = "@windrow/tokenizer-bpe";
export const TWIN = `${OURS}, TypeScript engine`;

const source = (encoding) => `
import { ${EXPORTS[encoding]} as tokenizer } from "@windrow/tokenizer-bpe/${encoding}";
${functions}`;

/** A page has no environment that could choose. */
const typescriptSource = (encoding) => `
import { getEncoding } from "@windrow/tokenizer-bpe";
const tokenizer = await getEncoding("${encoding}", { engine: "typescript" });
${functions}`;

const functions = `
export const { engine } = tokenizer;
export const encode = (text) => tokenizer.encodeOrdinary(text);
export const count = (text) => tokenizer.countTokens(text);
export const decode = (ids) => tokenizer.decode(ids);
export const ownIds = (ids) => ids;
`;

const candidate = { encodings: Object.keys(EXPORTS), packages: () => [OURS], source };

export const windrow = [
  // An environment that names an engine must not decide what is measured.
  { ...candidate, label: OURS, kind: "ours", engine: "wasm", env: { WINDROW_ENGINE: undefined } },
  {
    ...candidate,
    label: TWIN,
    kind: "twin",
    engine: "typescript",
    env: { WINDROW_ENGINE: "typescript" },
    bundleSource: typescriptSource,
  },
];
