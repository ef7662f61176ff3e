/** Files of a tokenizer in a folder. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { readWholeFile } from "@windrow/core/node";
import { quoted } from "@windrow/core";
import { HfError } from "../../errors.ts";
import { isOfTokenizer, isPassedOver, TEMPLATES_FOLDER } from "../model/model-files.ts";
import { expanded } from "./environment.ts";

/** Undefined where there is no such folder. @throws HfError HF_INVALID_FILE for a file that can't be read */
export async function readFolder(path: string): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const folder = expanded(path);
  const status = await stat(folder).catch(() => undefined);
  if (status === undefined) return undefined;
  if (!status.isDirectory())
    throw new HfError(
      "HF_INVALID_OPTION",
      `${quoted(path, 200)} is a file; expected the folder that it is in, or HfTokenizer.fromJson for a tokenizer.json.`,
      { option: "id", value: path },
    );
  const all = [...(await readdir(folder)), ...(await templateNames(folder))];
  const names = all.filter((name) => isOfTokenizer(name) && !isPassedOver(name, all));
  return new Map(await Promise.all(names.map(async (name) => [name, await readOne(folder, name)] as const)));
}

async function templateNames(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, TEMPLATES_FOLDER)).catch((): string[] => []);
  return names.map((name) => `${TEMPLATES_FOLDER}/${name}`);
}

async function readOne(folder: string, name: string): Promise<Uint8Array> {
  const file = join(folder, name);
  try {
    return await readWholeFile(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HfError("HF_INVALID_FILE", `${quoted(file, 200)} can't be read: ${why}.`, { file, cause });
  }
}
