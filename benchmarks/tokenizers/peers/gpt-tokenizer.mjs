export const gptTokenizer = {
  label: "gpt-tokenizer",
  kind: "npm",
  encodings: ["gpt2", "cl100k_base", "o200k_base"],
  packages: () => ["gpt-tokenizer"],
  source: (encoding) => `
import { countTokens, decode, encode as encodeText } from "gpt-tokenizer/encoding/${encoding}";
const ordinary = { disallowedSpecial: new Set() };
export const encode = (text) => encodeText(text, ordinary);
export const count = (text) => countTokens(text, ordinary);
export { decode };
export const ownIds = (ids) => Array.from(ids);
`,
};
