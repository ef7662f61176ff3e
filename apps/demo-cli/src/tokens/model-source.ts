/** What `--tokenizer` names: a file, a folder, or else a model on Hugging Face's hub. Nothing but the disk is asked. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { CliError } from "../errors/cli-error.ts";
import { shownName, unreadable, unusable } from "../read/read-errors.ts";

export type ModelSource =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "hub"; readonly id: string; readonly revision?: string };

const OPTION = "--tokenizer";

/**
 * @param taker what a message says that takes it
 * @throws CliError where it can only be meant as a file or a folder, and is not there; for other files than .json and .model
 */
export async function modelSource(given: string, taker: string = OPTION): Promise<ModelSource> {
  if (given === "-" || given === "")
    throw new CliError(`${taker} takes a model's id, a folder or a file: save standard input as tokenizer.json.`);
  const found = await stat(given).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw unreadable(given, error);
  });
  if (found?.isDirectory()) return folderOrTekken(given);
  if (found !== undefined) {
    if (!/\.(?:json|model)$/.test(given))
      throw unusable(
        given,
        `${taker} takes a tokenizer.json, a tekken.json or SentencePiece's .model${taker === OPTION ? ". Other vocabularies are for --vocab" : ""}`,
      );
    return { kind: "file", path: given };
  }
  const [, id, revision] = /^([\w.-]+(?:\/[\w.-]+)?)(?:@(.+))?$/.exec(given) ?? [];
  if (id === undefined || /^[.~]|\.(?:json|model)$/.test(id))
    throw new CliError(
      `${shownName(given)} does not exist. ${taker} takes a folder, a tokenizer.json, SentencePiece's .model, or a model's id, such as Qwen/Qwen3-8B.`,
    );
  return { kind: "hub", id, ...(revision !== undefined && { revision }) };
}

/** A folder of Mistral's may have its tokenizer in tekken.json alone. */
async function folderOrTekken(path: string): Promise<ModelSource> {
  const tekken = join(path, "tekken.json");
  const has = async (file: string): Promise<boolean> => (await stat(file).catch(() => undefined)) !== undefined;
  const isTekken = !(await has(join(path, "tokenizer.json"))) && (await has(tekken));
  return isTekken ? { kind: "file", path: tekken } : { kind: "folder", path };
}
