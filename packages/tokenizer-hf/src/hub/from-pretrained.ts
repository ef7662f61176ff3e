/** A model's tokenizer, by the model's name on the hub or from a folder. */
import * as modelStore from "#model-store";
import { describe, quoted } from "@windrow/core";
import { fail } from "../arguments.ts";
import { HfError } from "../errors.ts";
import { HfTokenizer } from "../hf-tokenizer.ts";
import { fetchModel, type FetchedModel } from "./fetch-model.ts";
import { checkHubOptions, type CheckedHubOptions, type FromPretrainedOptions } from "./hub-options.ts";
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
  const checked = checkHubOptions(options, environment());
  const { files, keep } = await findModel(idOrFolder, checked);
  const tokenizer = tokenizerOf(files, idOrFolder, checked.engine);
  // Last, so that nothing stays of a model that can't be read.
  await keep();
  return tokenizer;
}

/**
 * The files that make a model's tokenizer, as `fromPretrained` finds, checks and keeps them: for programs that pass them
 * on, and do not encode by themselves.
 * @param idOrFolder `"Qwen/Qwen3-8B"`, or in Node a folder
 * @returns bytes by name: `tokenizer.json`, and those of its others that there are
 * @throws HfError those of `fromPretrained` but for what the files hold
 * @example
 * const json = (await pretrainedFiles("Qwen/Qwen3-8B")).get("tokenizer.json");
 */
export async function pretrainedFiles(
  idOrFolder: string,
  options?: Omit<FromPretrainedOptions, "engine">,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { files, keep } = await findModel(idOrFolder, checkHubOptions(options, environment()));
  await keep();
  return files;
}

async function findModel(idOrFolder: string, options: CheckedHubOptions): Promise<FetchedModel> {
  if (typeof idOrFolder !== "string" || idOrFolder === "")
    throw fail(`The model is ${describe(idOrFolder)}; expected its id or a folder.`, "id", idOrFolder);
  const folder = await readFolder(idOrFolder);
  if (folder !== undefined) return { files: folder, keep: async () => {} };
  if (looksLikeFolder(idOrFolder))
    throw new HfError("HF_NOT_FOUND", `There is no folder ${quoted(idOrFolder, 200)}.`, { folder: idOrFolder });
  const id = checkModelId(idOrFolder);
  const { cacheDir, hubUrl } = options;
  const store = cacheDir === false ? undefined : openStore(id, hubUrl, cacheDir);
  return fetchModel(id, options, store);
}

function tokenizerOf(files: ModelFiles, name: string, engine: FromPretrainedOptions["engine"]): HfTokenizer {
  const json = files.get(TOKENIZER);
  if (json === undefined)
    throw new HfError("HF_NOT_FOUND", `${quoted(name, 200)} has no tokenizer.json.`, { id: name, file: TOKENIZER });
  return HfTokenizer.fromJson(json, { name, config: configOf(files, name), engine });
}
