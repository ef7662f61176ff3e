/**
 * The texts that golden figures were made from. The standing ones every clone has (standing-texts/); the corpora
 * are not part of this repository: they are looked for in the folder that WINDROW_CORPORA names, then in
 * ../shared/corpora beside the checkout.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { skipNote } from "./skip-note.ts";
import { STANDING_NAMES, type StandingName, standingText } from "./standing-texts/standing-text.ts";

type CorpusName = "the-verdict" | "tinyshakespeare" | "english2m" | "code2m" | "multilingual2m";

/** A text that tests may read, in this repository or not. */
export type TextName = StandingName | CorpusName;

const beside = fileURLToPath(new URL("../../../shared/corpora", import.meta.url));

/** Folder of the corpora, or undefined where there is none. */
export const corpora: string | undefined = findCorpora();

function findCorpora(): string | undefined {
  const named = process.env.WINDROW_CORPORA;
  if (named !== undefined && !existsSync(named))
    throw new Error(`WINDROW_CORPORA names ${named}, which does not exist`);
  return named ?? (existsSync(beside) ? beside : undefined);
}

const isStanding = (name: TextName): name is StandingName => STANDING_NAMES.some((standing) => standing === name);

/** Why tests over this text can't run here; undefined where they can. */
export function withoutText(name: TextName): string | undefined {
  return isStanding(name) || corpora !== undefined ? undefined : "no corpora, set WINDROW_CORPORA";
}

/** The text; throws where it is a corpus that is missing. */
export function readCorpus(name: TextName): string {
  return isStanding(name) ? standingText(name) : readFileSync(fileOfCorpus(name), "utf8");
}

let folder: string | undefined;

/** Path of a file with the text; that of a standing text is a temporary one. */
export function fileOfCorpus(name: TextName): string {
  if (!isStanding(name)) {
    if (corpora === undefined) throw new Error("no corpora: set WINDROW_CORPORA");
    return join(corpora, `${name}.txt`);
  }
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "windrow-texts-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  const file = join(folder, `${name}.txt`);
  if (!existsSync(file)) writeFileSync(file, standingText(name));
  return file;
}

/** A test over a text, skipped with the reason in its name where the text is a corpus and there are none. */
export function testWithCorpus(title: string, name: TextName, body: (text: string) => void | Promise<void>): void {
  const reason = withoutText(name);
  test.skipIf(reason !== undefined)(title + skipNote(reason), () => body(readCorpus(name)));
}
