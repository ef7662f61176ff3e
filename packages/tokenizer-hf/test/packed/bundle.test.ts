/** What a bundle carries of this package: a module of a byte-level model has no part of another model's. */
import { fileURLToPath } from "node:url";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";
import { packTokenizer } from "../../src/pack/index.ts";
import { fixture } from "../fixtures/fixture.ts";
import { ofBase64 } from "../sentence-piece-bytes.ts";

const families = await fixture<{ name: string; json: object }[]>("families.json.gz");
const familyOf = (name: string): object => families.find((family) => family.name === name)!.json;

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** Source files of which anything is in the bundle of a program, below packages/. */
async function carriedBy(code: string): Promise<string[]> {
  const input = "\0program";
  const bundle = await rolldown({
    input,
    platform: "browser",
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    resolve: { conditionNames: ["source", "browser", "import", "default"] },
    plugins: [
      {
        name: "program",
        resolveId: (id) => (id === input ? input : undefined),
        load: (id) => (id === input ? code : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm" });
  await bundle.close();
  const modules = output.flatMap((one) => (one.type === "chunk" ? Object.entries(one.modules) : []));
  return modules
    .filter(([id, { renderedLength }]) => id !== input && renderedLength > 0)
    .map(([id]) => id.slice(`${root}packages/`.length).replaceAll("\\", "/"))
    .toSorted();
}

/** Files of models that are not byte-level BPE, of the steps that go with them, and what reads files. */
const OF_OTHERS = [
  /^tokenizer-hf\/src\/models\/(?!ends-of-tokens)/,
  /^tokenizer-hf\/src\/normalizers\/(?:bert|nmt|precompiled|character-map|sentence-piece)/,
  /^tokenizer-hf\/src\/pre-tokenizers\/(?:bert|word|metaspace|unicode-scripts)/,
  /^tokenizer-hf\/src\/characters\/(?:word|grapheme|script)/,
  /^tokenizer-hf\/src\/decoders\/(?:word|metaspace|ctc|bpe-suffix|sentence-piece)/,
  /^tokenizer-hf\/src\/read\/(?:all-steps|bert-vocab|file-json|sentence-piece|metaspace|score-list)/,
  /^tokenizer-hf\/src\/read\/read-(?:file|tekken|ranks|unigram|tokenizer-json|model|byte-level-bpe)/,
  /^tokenizer-hf\/src\/(?:packed-all|sentence-piece)\//,
  /^tokenizer-hf\/src\/hf-tokenizer/,
];
const ofOthers = (files: readonly string[]): string[] =>
  files.filter((file) => OF_OTHERS.some((pattern) => pattern.test(file)));

test.each(families.filter(({ json }) => HfTokenizer.fromJson(json).engine !== undefined))(
  "a module of $name carries no other model",
  async ({ json }) => {
    const files = await carriedBy(packTokenizer(json).code);
    expect(files).toContain("tokenizer-hf/src/packed/packed-bpe.ts");
    expect(files).toContain("tokenizer-hf/src/pretrained-tokenizer.ts");
    expect(ofOthers(files)).toEqual([]);
  },
);

test("a module of BERT does, by the same measure", async () => {
  const files = ofOthers(await carriedBy(packTokenizer(familyOf("bert-base-uncased")).code));
  for (const file of ["models/word-piece", "normalizers/bert", "pre-tokenizers/bert", "pre-tokenizers/word-sections"])
    expect(files).toContain(`tokenizer-hf/src/${file}.ts`);
});

test("a module of a SentencePiece model does, without what reads the file", async () => {
  const { models } = await fixture<{ models: { model: string }[] }>("sentence-piece-models.json.gz");
  const { code } = packTokenizer(ofBase64(models[0]!.model));
  expect(code).toContain('"@windrow/tokenizer-hf/packed-all"');
  const files = ofOthers(await carriedBy(code));
  for (const file of ["models/sentence-piece/bpe", "sentence-piece/pieces", "decoders/sentence-piece"])
    expect(files).toContain(`tokenizer-hf/src/${file}.ts`);
  expect(files).not.toContain("tokenizer-hf/src/sentence-piece/wire.ts");
});

test("a byte-level model with a step of others' takes the entry with all steps, and is the same tokenizer", async () => {
  const bert = {
    type: "BertNormalizer",
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  };
  const json = { ...(JSON.parse(gpt2.toTokenizerJson()) as object), normalizer: bert };
  const { code } = packTokenizer(json);
  expect(code).toContain('"@windrow/tokenizer-hf/packed-all"');
  expect(await carriedBy(code)).toContain("tokenizer-hf/src/normalizers/bert.ts");
});

test.each(["@windrow/tokenizer-bpe", "@windrow/tokenizer-bpe/gpt2"])(
  "%s has nothing of this package",
  async (entry) => {
    const files = await carriedBy(`export * from "${entry}";`);
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !/^(?:core|tokenizer-bpe)\//.test(file))).toEqual([]);
  },
);
