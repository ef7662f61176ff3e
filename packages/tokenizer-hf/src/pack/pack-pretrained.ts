/** Packs the tokenizer of a model, by the model's name on the hub or from a folder. */
import { findModel, tokenizerFile } from "../hub/find-model.ts";
import type { FromPretrainedOptions } from "../hub/hub-options.ts";
import { packFile, type PackedModule, type PackOptions } from "./pack-tokenizer.ts";

/** What goes into a module, and how the model is found. */
export interface PackPretrainedOptions extends Omit<PackOptions, "config">, Omit<FromPretrainedOptions, "engine"> {}

/**
 * Packs what `fromPretrained` of `@windrow/tokenizer-hf/hub` would read, as packTokenizer does.
 * @param idOrFolder `"Qwen/Qwen3-8B"`, or in Node a folder
 * @throws HfError those of fromPretrained and packTokenizer
 */
export async function packPretrained(idOrFolder: string, options?: PackPretrainedOptions): Promise<PackedModule> {
  const { name, chatTemplate, ...found } = options ?? {};
  const { files, keep } = await findModel(idOrFolder, found);
  const { bytes, isModel, config } = tokenizerFile(files, idOrFolder);
  const packed = packFile(bytes, isModel, { name, config, chatTemplate });
  await keep();
  return packed;
}
