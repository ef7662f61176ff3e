/** A model's tokenizer, by the model's name on the hub or from a folder. */
import { HfTokenizer } from "../hf-tokenizer.ts";
import { findModel, tokenizerFile } from "./find-model.ts";
import type { FromPretrainedOptions } from "./hub-options.ts";

/**
 * Reads the tokenizer of a model: tokenizer.json, or where there is none BERT's vocab.txt or a SentencePiece model
 * (tokenizer.model, spiece.model, sentencepiece.bpe.model), tokenizer_config.json and chat templates, from the hub or a
 * folder.
 * Files are checked by size and hash and kept in the cache that Python's huggingface_hub uses; a revision that is there
 * works offline. Nothing of a repository is ever run. Either everything is loaded and kept, or nothing.
 * @param idOrFolder `"Qwen/Qwen3-8B"`, or in Node a folder
 * @throws HfError HF_NOT_FOUND, HF_UNAUTHORIZED, HF_NO_NETWORK, HF_BAD_DOWNLOAD, HF_INVALID_OPTION; those of
 *   HfTokenizer.fromJson and fromSentencePiece; the signal's reason
 * @example
 * const qwen = await fromPretrained("Qwen/Qwen3-8B");
 * qwen.encode("Hello, world!"); // Int32Array [ 9707, 11, 1879, 0 ]
 */
export async function fromPretrained(idOrFolder: string, options?: FromPretrainedOptions): Promise<HfTokenizer> {
  const { files, keep, engine } = await findModel(idOrFolder, options);
  const { bytes, isModel, config } = tokenizerFile(files, idOrFolder);
  const named = { name: idOrFolder, config };
  const tokenizer = isModel
    ? HfTokenizer.fromSentencePiece(bytes, named)
    : HfTokenizer.fromJson(bytes, { ...named, engine });
  // Last, so that nothing stays of a model that can't be read.
  await keep();
  return tokenizer;
}

/**
 * The files that make a model's tokenizer, as `fromPretrained` finds, checks and keeps them: for programs that pass them
 * on, and do not encode by themselves.
 * @param idOrFolder `"Qwen/Qwen3-8B"`, or in Node a folder
 * @returns bytes by name: `tokenizer.json`, which is made of BERT's `vocab.txt` where there is only that, or a SentencePiece
 *   model such as `tokenizer.model`, and those of its others that there are
 * @throws HfError those of `fromPretrained` but for what the files hold, unless one is made of them
 * @example
 * const json = (await pretrainedFiles("Qwen/Qwen3-8B")).get("tokenizer.json");
 */
export async function pretrainedFiles(
  idOrFolder: string,
  options?: Omit<FromPretrainedOptions, "engine">,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { files, keep } = await findModel(idOrFolder, options);
  await keep();
  return files;
}
