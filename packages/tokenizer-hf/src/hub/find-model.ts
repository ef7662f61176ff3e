/** A model's files, wherever they are: in a folder, in the cache, on the hub. */
import * as modelStore from "#model-store";
import { describe, quoted } from "@windrow/core";
import { fail } from "../arguments.ts";
import { HfError } from "../errors.ts";
import type { TokenizerConfig } from "../fields/config.ts";
import { type FetchedModel, fetchModel } from "./fetch-model.ts";
import { checkHubOptions, type FromPretrainedOptions } from "./hub-options.ts";
import { configOf, type ModelFiles, sentencePieceOf, TOKENIZER, withTokenizer } from "./model/model-files.ts";
import { checkModelId, looksLikeFolder } from "./model/model-id.ts";
import type { ModelStoreModule } from "./model/model-store.ts";
import { checkSentencePieceClass } from "./sentence-piece-class.ts";

const { environment, openStore, readFolder }: ModelStoreModule = modelStore;

/** What keeps nothing: it is on the disk already. */
const nothingToKeep = async (): Promise<void> => {};

/**
 * @param idOrFolder `"Qwen/Qwen3-8B"`, or in Node a folder
 * @throws HfError HF_NOT_FOUND, HF_UNAUTHORIZED, HF_NO_NETWORK, HF_BAD_DOWNLOAD, HF_INVALID_OPTION; the signal's reason
 */
export async function findModel(
  idOrFolder: string,
  options: FromPretrainedOptions | undefined,
): Promise<FetchedModel & { readonly engine: FromPretrainedOptions["engine"] }> {
  if (typeof idOrFolder !== "string" || idOrFolder === "")
    throw fail(`The model is ${describe(idOrFolder)}; expected its id or a folder.`, "id", idOrFolder);
  const checked = checkHubOptions(options, environment());
  const { cacheDir, hubUrl, engine } = checked;
  const folder = await readFolder(idOrFolder);
  if (folder !== undefined) return { files: withTokenizer(folder, idOrFolder), keep: nothingToKeep, engine };
  if (looksLikeFolder(idOrFolder))
    throw new HfError("HF_NOT_FOUND", `There is no folder ${quoted(idOrFolder, 200)}.`, { folder: idOrFolder });
  const id = checkModelId(idOrFolder);
  const store = cacheDir === false ? undefined : openStore(id, hubUrl, cacheDir);
  const { files, keep } = await fetchModel(id, checked, store);
  return { files: withTokenizer(files, idOrFolder), keep, engine };
}

/** What a tokenizer is read from. */
export interface TokenizerFile {
  readonly bytes: Uint8Array;
  /** Whether it is a SentencePiece model, and no tokenizer.json. */
  readonly isModel: boolean;
  readonly config: TokenizerConfig;
}

/**
 * The file that a model's tokenizer is read from, and its config.
 * @param name of the model, for errors
 * @throws HfError HF_NOT_FOUND; HF_INVALID_FILE; HF_UNSUPPORTED_FILE where the tokenizer has other ids than that file
 */
export function tokenizerFile(files: ModelFiles, name: string): TokenizerFile {
  const config = configOf(files, name);
  const model = sentencePieceOf(files);
  if (model !== undefined) {
    const [file, bytes] = model;
    checkSentencePieceClass(config, file);
    return { bytes, isModel: true, config };
  }
  const json = files.get(TOKENIZER);
  if (json !== undefined) return { bytes: json, isModel: false, config };
  throw new HfError("HF_NOT_FOUND", `${quoted(name, 200)} has no tokenizer.json, vocab.txt or SentencePiece model.`, {
    id: name,
    file: TOKENIZER,
  });
}
