/** A model's files, wherever they are: in a folder, in the cache, on the hub. */
import * as modelStore from "#model-store";
import { describe, quoted } from "@windrow/core";
import { fail } from "../arguments.ts";
import { HfError } from "../errors.ts";
import { type FetchedModel, fetchModel } from "./fetch-model.ts";
import { checkHubOptions, type FromPretrainedOptions } from "./hub-options.ts";
import { type ModelFiles, sentencePieceOf, TOKENIZER, withTokenizer } from "./model/model-files.ts";
import { checkModelId, looksLikeFolder } from "./model/model-id.ts";
import type { ModelStoreModule } from "./model/model-store.ts";

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

/** The bytes of a model's tokenizer.json. @throws HfError HF_NOT_FOUND, HF_UNSUPPORTED_FILE */
export function tokenizerFile(files: ModelFiles, name: string): Uint8Array {
  const json = files.get(TOKENIZER);
  if (json !== undefined) return json;
  const other = sentencePieceOf(files)?.[0];
  if (other !== undefined)
    throw new HfError(
      "HF_UNSUPPORTED_FILE",
      `${quoted(name, 200)} has ${other}, a SentencePiece model, and no tokenizer.json, which is needed here.`,
      { id: name, file: other },
    );
  throw new HfError("HF_NOT_FOUND", `${quoted(name, 200)} has no tokenizer.json, vocab.txt or SentencePiece model.`, {
    id: name,
    file: TOKENIZER,
  });
}
