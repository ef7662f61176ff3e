/**
 * The texts that golden figures were made from. They are not part of this repository: they are
 * looked for in the folder that WINDROW_CORPORA names, then in ../shared/corpora beside the checkout.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { skipNote } from "./skip-note.ts";

export type CorpusName = "the-verdict" | "tinyshakespeare" | "english2m" | "code2m" | "multilingual2m";

const beside = fileURLToPath(new URL("../../../shared/corpora", import.meta.url));

/** Folder of the corpora, or undefined where there is none. */
export const corpora: string | undefined = findCorpora();

function findCorpora(): string | undefined {
  const named = process.env.WINDROW_CORPORA;
  if (named !== undefined && !existsSync(named))
    throw new Error(`WINDROW_CORPORA names ${named}, which does not exist`);
  return named ?? (existsSync(beside) ? beside : undefined);
}

/** The text of a corpus; throws where it is missing. */
export function readCorpus(name: CorpusName): string {
  if (corpora === undefined) throw new Error("no corpora: set WINDROW_CORPORA");
  return readFileSync(join(corpora, `${name}.txt`), "utf8");
}

/** A test over a corpus, skipped with the reason in its name where there are no corpora. */
export function testWithCorpus(title: string, corpus: CorpusName, body: (text: string) => void | Promise<void>): void {
  if (corpora === undefined) test.skip(title + skipNote("no corpora, set WINDROW_CORPORA"), () => {});
  else test(title, () => body(readCorpus(corpus)));
}
