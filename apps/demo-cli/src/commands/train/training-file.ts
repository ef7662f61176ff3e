/**
 * What a training that was interrupted goes on from, in a file beside its output: a line of JSON with the
 * files that it reads, then what trainBpe saved. Written whole or not at all.
 */
import { rm, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { visibleText } from "@windrow/core";
import { removeFile } from "@windrow/core/node";
import { CliError } from "../../errors/cli-error.ts";
import { unreadable } from "../../read/read-errors.ts";
import { wholeFileIfThere } from "../../read/whole-file.ts";
import { writeWhole } from "../../write/write-whole.ts";

/** Where it stands. */
export function trainingPath(output: string): string {
  return `${output}.training`;
}

/** What the files are known by: another text must not go on with the counts of this one. */
export async function describeFiles(paths: readonly string[]): Promise<string> {
  const files = await Promise.all(
    paths.map(async (path) => {
      if (path === "-") return { path };
      const stats = await stat(path).catch((error: unknown) => {
        throw unreadable(path, error);
      });
      return { path: resolve(path), bytes: stats.size, modified: stats.mtimeMs };
    }),
  );
  return JSON.stringify(files);
}

export async function writeTraining(output: string, files: string, state: Uint8Array): Promise<void> {
  const path = trainingPath(output);
  // Always of this name, so that a training that is killed leaves one such file at most, which the next removes.
  const temporaryPath = `${path}.part`;
  await removeFile(temporaryPath);
  await writeWhole(path, [Buffer.from(`${files}\n`), state], { temporaryPath });
}

/** @throws CliError where there is none, or one of other files */
export async function readTraining(output: string, files: string): Promise<Uint8Array> {
  const path = trainingPath(output);
  const saved = await wholeFileIfThere(path);
  if (saved === undefined)
    throw new CliError(`nothing to resume: ${visibleText(path)} does not exist. Leave --resume out to start.`);
  const end = saved.indexOf("\n");
  if (saved.toString("utf8", 0, end) === files) return Uint8Array.from(saved.subarray(end + 1));
  throw new CliError(
    `${visibleText(path)} comes from a training on other files, or the files have changed since. Name the same files in the same order, or remove this one and start over.`,
  );
}

export async function removeTraining(output: string): Promise<void> {
  await rm(trainingPath(output), { force: true });
}
