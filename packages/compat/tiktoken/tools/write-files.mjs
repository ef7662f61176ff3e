/**
 * Part of the build, behind the modules: the JSON files of npm's tiktoken, made from what is there already.
 *
 * - encoders/NAME.json: the modules of src/encoders as text.
 * - registry.json: the same without the ranks, but with the addresses where OpenAI has them.
 * - model_to_encoding.json: the models that the types name.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const dist = new URL("../dist/", import.meta.url);
const built = createRequire(dist);
const write = (name, value, space) => writeFileSync(new URL(name, dist), JSON.stringify(value, null, space));

const PUBLISHED = "https://openaipublic.blob.core.windows.net";
const encodings = `${PUBLISHED}/encodings`;
const gpt2 = `${PUBLISHED}/gpt-2/encodings/main`;
const SOURCES = {
  gpt2: {
    data_gym_to_mergeable_bpe_ranks: {
      vocab_bpe_file: `${gpt2}/vocab.bpe`,
      encoder_json_file: `${gpt2}/encoder.json`,
    },
  },
  r50k_base: { load_tiktoken_bpe: `${encodings}/r50k_base.tiktoken` },
  p50k_base: { load_tiktoken_bpe: `${encodings}/p50k_base.tiktoken` },
  // The ranks of p50k_base, with more special tokens.
  p50k_edit: { load_tiktoken_bpe: `${encodings}/p50k_base.tiktoken` },
  cl100k_base: { load_tiktoken_bpe: `${encodings}/cl100k_base.tiktoken` },
  o200k_base: { load_tiktoken_bpe: `${encodings}/o200k_base.tiktoken` },
};

const registry = {};
for (const [name, source] of Object.entries(SOURCES)) {
  const encoder = built(`./encoders/${name}.cjs`);
  write(`encoders/${name}.json`, encoder);
  const { bpe_ranks: _, ...rest } = encoder;
  registry[name] = { ...source, ...rest };
}
write("registry.json", registry, 2);

const types = readFileSync(new URL("../../ranks/src/models.ts", import.meta.url), "utf8");
const models = Array.from(types.matchAll(/^ {2}\| "(.+)"/gm), ([, model]) => model);
const { get_encoding_name_for_model } = built("./index.cjs");
write(
  "model_to_encoding.json",
  Object.fromEntries(models.map((model) => [model, get_encoding_name_for_model(model)])),
  2,
);
