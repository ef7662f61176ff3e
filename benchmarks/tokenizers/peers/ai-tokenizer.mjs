export const aiTokenizer = {
  label: "ai-tokenizer",
  kind: "npm",
  encodings: ["cl100k_base", "o200k_base"],
  packages: () => ["ai-tokenizer"],
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
};
