/**
 * A folder of chunks, one file each, whole or not at all: written under a temporary name beside it, then renamed.
 * A folder that has something in it is never touched.
 */
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, readdir, rename, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { visibleText } from "@windrow/core";
import { CliError } from "../../errors/cli-error.ts";
import { cannotWrite } from "../../write/output-file.ts";
import { isStandardInput } from "../../read/byte-chunks.ts";
import { GIVEN_TEXT } from "../../read/inputs.ts";
import { removingOnExit } from "../../write/remove-on-exit.ts";

const DIGITS = 5;

/** @throws CliError where the folder has something in it, or can't be made */
export async function checkChunkFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw cannotWrite(folder, error.code === "ENOTDIR" ? { message: "it is a file. Give a folder" } : error);
  });
  if (entries.length > 0)
    throw new CliError(`${visibleText(folder)} is not empty. Give a folder that does not exist, or an empty one.`);
}

/** The name of a chunk's file: that of the text with a number from 1 on before its ending. */
export function chunkName(path: string, index: number): string {
  const number = String(index + 1).padStart(DIGITS, "0");
  if (path === GIVEN_TEXT || isStandardInput(path)) return `chunk-${number}.txt`;
  const ending = extname(path);
  return `${basename(path, ending)}-${number}${ending || ".txt"}`;
}

/**
 * Makes the folder with all that `work` writes into it.
 * @param work is given what writes a file
 * @throws CliError saying why and what to do; then nothing is left
 */
export async function writeChunkFolder(
  folder: string,
  work: (write: (name: string, text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const place = resolve(folder);
  const temporary = join(dirname(place), `.${basename(place)}.${randomBytes(6).toString("hex")}.part`);
  const remove = (): void => rmSync(temporary, { recursive: true, force: true });
  const writing = async <T>(write: () => Promise<T>): Promise<T> => {
    try {
      return await write();
    } catch (error) {
      throw cannotWrite(folder, error as NodeJS.ErrnoException);
    }
  };
  await removingOnExit(remove, async () => {
    try {
      await writing(() => mkdir(temporary));
      // What fails in it otherwise, such as a text that is not UTF-8, has its own words.
      await work((name, text) => writing(() => writeFile(join(temporary, name), text, { flag: "wx" })));
      await writing(async () => {
        // One that is empty gives way, which Windows does not do by itself; one that is not any more stays.
        await rmdir(place).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== "ENOENT") throw error;
        });
        await rename(temporary, place);
      });
    } finally {
      remove();
    }
  });
}
