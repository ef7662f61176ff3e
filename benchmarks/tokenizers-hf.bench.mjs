/**
 * tokenizer-hf beside the npm packages that read a model's tokenizer.json, or have its vocabulary in a form of their own.
 *
 * `pnpm bench tokenizers-hf` runs all models, `pnpm bench tokenizers-hf llama3 deepseek_v3` some. `--quick` is a short
 * run that is not written. The files are those of the npm packages that testing/models lists.
 */
import { MODELS } from "./tokenizers-hf/models.mjs";
import { quickTable } from "./tokenizers-hf/quick-table.mjs";
import { modelSection } from "./tokenizers-hf/section.mjs";

const names = Object.keys(MODELS);

export const benchmark = {
  question: "How fast does tokenizer-hf load a model's file, and encode, against its peers?",
  sections: Object.fromEntries(names.map((name) => [name, modelSection(name)])),
  planOf: ({ quick = false, texts } = {}) => ({ isQuick: quick, texts, isPart: quick || texts !== undefined }),
  quick: { sections: names, onDemand: [], table: quickTable },
};
