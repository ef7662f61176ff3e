/** A model's tokenizer, by the model's name on the hub or from a folder. */
import * as modelStore from "#model-store";
import { describe, quoted } from "@windrow/core";
import { fail } from "../arguments.ts";
import { HfError } from "../errors.ts";
import { HfTokenizer } from "../hf-tokenizer.ts";
import { fetchModel } from "./fetch-model.ts";
import { checkHubOptions, type FromPretrainedOptions } from "./hub-options.ts";
import { configOf, type ModelFiles, TOKENIZER } from "./model-files.ts";
import { checkModelId, looksLikeFolder } from "./model-id.ts";
import type { ModelStoreModule } from "./model-store.ts";

const { environment, openStore, readFolder }: ModelStoreModule = modelStore;

/**
 * Reads the tokenizer of a model: tokenizer.json, tokenizer_config.json and chat templates, from the hub or a folder.
 * Files are checked by size and hash and kept in the cache that Python's huggingface_hub uses; a revision that is there
 * works offline. Nothing of a repository is ever run. Either everything is loaded and kept, or nothing.
 * @param idOrFolder `"Qwen/Qwen3-8B"`, or in Node a folder
 * @throws HfError HF_NOT_FOUND, HF_UNAUTHORIZED, HF_NO_NETWORK, HF_BAD_DOWNLOAD, HF_INVALID_OPTION; those of
 *   HfTokenizer.fromJson; the signal's reason
 * @example
 * const qwen = await fromPretrained("Qwen/Qwen3-8B");
 * qwen.encode("Hello, world!"); // Int32Array [ 9707, 11, 1879, 0 ]
 */
export async function fromPretrained(idOrFolder: string, options?: FromPretrainedOptions): Promise<HfTokenizer> {
  if (typeof idOrFolder !== "string" || idOrFolder === "")
    throw fail(`The model is ${describe(idOrFolder)}; expected its id or a folder.`, "id", idOrFolder);
  const checked = checkHubOptions(options, environment());
  const build = (files: ModelFiles): HfTokenizer => tokenizerOf(files, idOrFolder, checked.engine);
  const folder = await readFolder(idOrFolder);
  if (folder !== undefined) return build(folder);
  if (looksLikeFolder(idOrFolder))
    throw new HfError("HF_NOT_FOUND", `There is no folder ${quoted(idOrFolder, 200)}.`, { folder: idOrFolder });
  const id = checkModelId(idOrFolder);
  const { cacheDir, hubUrl } = checked;
  const store = cacheDir === false ? undefined : openStore(id, hubUrl, cacheDir);
  const { files, keep } = await fetchModel(id, checked, store);
  const tokenizer = build(files);
  // Last, so that nothing stays of a model that can't be read.
  await keep();
  return tokenizer;
}

function tokenizerOf(files: ModelFiles, name: string, engine: FromPretrainedOptions["engine"]): HfTokenizer {
  const json = files.get(TOKENIZER);
  if (json === undefined)
    throw new HfError("HF_NOT_FOUND", `${quoted(name, 200)} has no tokenizer.json.`, { id: name, file: TOKENIZER });
  return HfTokenizer.fromJson(json, { name, config: configOf(files, name), engine });
}
