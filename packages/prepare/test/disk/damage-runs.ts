/** Jobs with a damaged file, gone on with and verified. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Folder, readFolder } from "@windrow/testing/fuzz";
import { resume } from "../../src/prepare.ts";
import { verify } from "../../src/verify.ts";
import type { Damage } from "./damages.ts";
import { withoutJob } from "./job-states.ts";

export interface DamageFigures {
  damaged: number;
  /** Jobs that came to the right shards all the same, and of which the damage was in what is not needed any more. */
  survived: number;
  refused: number;
  /** Damages that `verify` named. */
  verified: number;
  readonly lost: string[];
}

export const noDamages = (): DamageFigures => ({ damaged: 0, survived: 0, refused: 0, verified: 0, lost: [] });

/** @param isDone whether the job was finished: then `verify` is to find what is wrong, and `resume` has nothing to do */
export async function tryDamage(
  output: string,
  damage: Damage,
  shards: Folder,
  isDone: boolean,
  figures: DamageFigures,
): Promise<void> {
  writeFolder(output, damage.files);
  figures.damaged++;
  const found = await verdict(output);
  if (namesOne(found, damage)) figures.verified++;
  else if (!isNotDone(damage)) figures.lost.push(`${damage.what}: verify says ${JSON.stringify(found)}`);
  const error = await resume(output).then(
    () => undefined,
    (reason: Error & { code?: string }) => reason,
  );
  if (error === undefined) {
    figures.survived++;
    // What a finished job has made is what verify is for.
    const isRight = isDone || isDeepStrictEqual(withoutJob(readFolder(output)), shards);
    if (!isRight) figures.lost.push(`${damage.what}: other shards, and no error`);
  } else {
    figures.refused++;
    if (!error.code?.startsWith("PREPARE_")) figures.lost.push(`${damage.what}: an error of no code: ${error.stack}`);
    else if (!namesOne([error.message], damage)) figures.lost.push(`${damage.what}: told as ${error.message}`);
  }
  rmSync(output, { recursive: true });
}

/** What verify names, in its report or by an error of ours. */
async function verdict(output: string): Promise<string[]> {
  try {
    return (await verify(output)).bad.map(({ file }) => file);
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (!code?.startsWith("PREPARE_")) throw error;
    return [message];
  }
}

function namesOne(texts: readonly string[], { names }: Damage): boolean {
  return names.some((name) => texts.some((text) => text.includes(basename(name))));
}

/** A task without its marker, and a job without what says that a step is taken, are not done: nothing is wrong with them. */
function isNotDone({ names: [name], isDeleted }: Damage): boolean {
  return isDeleted && /^prepare[/\\]((encode|assemble)[/\\].*\.json|assembly\.(json|bin)|done\.json)$/.test(name!);
}

export function writeFolder(path: string, files: Folder): void {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), bytes);
  }
}

/** A line for the report of a test. */
export function inWordsOfDamage(state: string, { damaged, survived, refused, verified, lost }: DamageFigures): string {
  return `${state}: ${damaged} damaged, ${survived} survived, ${refused} refused, ${lost.length} lost; ${verified} named by verify`;
}
