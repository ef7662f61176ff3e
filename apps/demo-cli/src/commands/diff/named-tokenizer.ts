/** A tokenizer by any name that people have for one: an encoding's, a model's of OpenAI, a file, a folder, a model's id on the hub. */
import { existsSync, statSync } from "node:fs";
import { nearNames, quoted, visibleText } from "@windrow/core";
import { type EncodingName, getEncoding, listEncodingNames } from "@windrow/tokenizer-bpe";
import { CliError } from "../../errors/cli-error.ts";
import { findModel } from "../../options/openai-models.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { bpeTextTokenizer } from "../../tokens/bpe-text-tokenizer.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";

/** A tokenizer, and what it is called where it is shown. */
export interface NamedTokenizer {
  readonly label: string;
  readonly tokenizer: TextTokenizer;
}

/** @throws CliError */
export async function namedTokenizer(name: string, terminal: Terminal): Promise<NamedTokenizer> {
  const encodings = listEncodingNames();
  const isEncoding = (one: string): one is EncodingName => encodings.some((encoding) => encoding === one);
  if (isEncoding(name)) return { label: name, tokenizer: bpeTextTokenizer(await getEncoding(name)) };
  if (existsSync(name)) return ofFile(name, terminal);
  const model = findModel(name);
  if (model.encoding !== undefined)
    return { label: name, tokenizer: bpeTextTokenizer(await getEncoding(model.encoding)) };
  if (model.isUnpublished) throw new CliError(`OpenAI has not published the encoding of ${visibleText(name)}.`);
  // The name of a file or of a model on the hub is its own affair.
  const near = /[/.]/.test(name) ? [] : [...nearNames(name, encodings, 1), ...model.near];
  if (near.length > 0)
    throw new CliError(`${quoted(name)} is neither an encoding nor a model. Did you mean ${near.join(" or ")}?`);
  return ofFile(name, terminal);
}

/** A vocabulary, or what `--tokenizer` takes. */
async function ofFile(name: string, terminal: Terminal): Promise<NamedTokenizer> {
  const tokenizer = await readTokenizer(name, terminal);
  return { label: tokenizer.name, tokenizer };
}

async function readTokenizer(name: string, terminal: Terminal): Promise<TextTokenizer> {
  const isVocabulary = /\.(?:tiktoken|model)$/.test(name);
  if (isVocabulary) {
    const { descriptionPath, readVocabFile } = await import("../../tokens/vocab-file.ts");
    if (name.endsWith(".tiktoken") && !existsSync(descriptionPath(name)))
      throw new CliError(
        `${visibleText(name)} has only ranks, and ${visibleText(descriptionPath(name))}, which would say how to split text, does not exist. ` +
          "windrow train writes both.",
      );
    return readVocabFile(name, undefined);
  }
  if (statSync(name, { bigint: true, throwIfNoEntry: false })?.isFile() && !name.endsWith(".json"))
    throw new CliError(
      `${visibleText(name)} is not a tokenizer. diff takes two tokenizers and then one text: windrow diff gpt2 o200k_base FILE`,
    );
  const { readModelTokenizer } = await import("../../tokens/model-tokenizer.ts");
  return readModelTokenizer(name, terminal, "diff");
}
