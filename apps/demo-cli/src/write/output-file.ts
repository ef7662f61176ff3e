/**
 * Writes a result to a file, whole or not at all: under a temporary name beside it, then renamed. What
 * stands there already is only replaced with --force, or after a yes on a terminal.
 */
import { randomBytes } from "node:crypto";
import { type BigIntStats, lstatSync, statSync, unlinkSync } from "node:fs";
import { realpath, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { visibleText } from "@windrow/core";
import { CliError } from "../errors/cli-error.ts";
import { removingOnExit } from "./remove-on-exit.ts";
import { writeWhole } from "./write-whole.ts";

/** How a file that exists is treated. */
export interface OutputOptions {
  /** Replace it without asking. */
  readonly force: boolean;
  /** Whether a person can be asked: the standard input is theirs and not the command's. */
  readonly canAsk: boolean;
  /** What the command reads: it is never replaced by what is made of it. */
  readonly input?: string | undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist. Make it first, or give another path",
  ENOTDIR: "a part of its path is a file. Give another path",
  EACCES: "permission is denied. Give a path in a folder that you can write to",
  EPERM: "the system does not allow it. Give a path in a folder that you can write to",
  EROFS: "it is on a read-only file system. Give another path",
  ENOSPC: "the disk is full. Make room, or give a path on another disk; nothing was written",
  EDQUOT: "your quota is used up. Make room, or give a path on another disk; nothing was written",
  EFBIG: "the file would be larger than is allowed here; nothing was written",
};

/**
 * Makes sure, before the work begins, that the file may be written.
 * @throws CliError where it exists and is not to be replaced, is a directory, or can't be written
 */
export async function checkOutput(path: string, { force, canAsk, input }: OutputOptions): Promise<void> {
  const folder = dirname(path);
  if (!statOf(folder)?.isDirectory()) throw cannotWrite(path, { code: statOf(folder) ? "ENOTDIR" : "ENOENT" });
  if (statOf(path)?.isDirectory()) {
    throw new CliError(`cannot write ${visibleText(path)}: it is a directory. Give a file in it.`);
  }
  if (input !== undefined && isSameFile(path, input)) {
    throw new CliError(`cannot write ${visibleText(path)}: it is the input. Give another path.`);
  }
  if (force || !exists(path) || isDevice(path)) return;
  if (canAsk) {
    if (await isAgreed(`${visibleText(path)} exists. Replace it? [y/N] `)) return;
    throw new CliError(`${visibleText(path)} was left as it is. Give another path.`);
  }
  throw new CliError(`cannot write ${visibleText(path)}: it exists. Add --force to replace it, or give another path.`);
}

/**
 * Writes all of `text`, or leaves everything as it was: also where the disk is full or Ctrl-C comes.
 * @throws CliError saying why and what to do
 */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    // A pipe or a device can't be renamed over, and must not be.
    if (isDevice(path)) await writeFile(path, text);
    // A link stays one: what it leads to is replaced.
    else await writeUnlessInterrupted(statOf(path) ? await realpath(path) : path, text);
  } catch (error) {
    throw cannotWrite(path, error as NodeJS.ErrnoException);
  }
}

/** What is half written goes when a signal ends the process. */
async function writeUnlessInterrupted(path: string, text: string): Promise<void> {
  const temporaryPath = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
  const remove = (): void => {
    try {
      unlinkSync(temporaryPath);
    } catch {
      // It was not made yet, or has its final name.
    }
  };
  await removingOnExit(remove, async () => {
    // As private as what it replaces.
    const mode = Number(statOf(path)?.mode ?? 0o666) & 0o777;
    await writeWhole(path, [Buffer.from(text)], { temporaryPath, mode });
  });
}

/** What the system said when a file or a folder was written. */
export function cannotWrite(
  path: string,
  why: { readonly code?: string | undefined; readonly message?: string },
): CliError {
  const cause = why instanceof Error ? why : undefined;
  return new CliError(`cannot write ${visibleText(path)}: ${REASONS[why.code ?? ""] ?? why.message}.`, { cause });
}

/** Also a link that leads nowhere is something that exists. */
function exists(path: string): boolean {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false }) !== undefined;
}

function isSameFile(a: string, b: string): boolean {
  const [one, other] = [statOf(a), statOf(b)];
  return one?.isFile() === true && one.dev === other?.dev && one.ino === other?.ino;
}

/** Whether the path leads to a pipe, a terminal or the like. */
function isDevice(path: string): boolean {
  const found = statOf(path);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

async function isAgreed(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // The end of the input does not mean yes.
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    return /^y(es)?$/i.test((await Promise.race([lines.question(question), closed])).trim());
  } finally {
    lines.close();
  }
}
