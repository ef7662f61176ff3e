/** Counts each text, then all: streamed, so that memory does not grow with a file. */
import type { EncodingName } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import { CliError } from "../../errors/cli-error.ts";
import { refuseIdle } from "../../options/idle-options.ts";
import { printError } from "../../errors/print-error.ts";
import { refuseFailed } from "../../read/each-input.ts";
import { counted, grouped } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import { hint, type Terminal } from "../../terminal/terminal.ts";
import { encodingsAndModel } from "../../options/tokenizer-options.ts";
import { countJson, type Listing } from "./count-json.ts";
import { type CountedTexts, countTexts, type CountTextsOptions } from "./counted-texts.ts";
import { findCounted } from "./find-counted.ts";
import { groupCounts } from "./group-counts.ts";
import { loadTokenizers } from "./load-tokenizers.ts";
import { countLines } from "./print-counts.ts";

/** What the command line said. */
export interface CountOptions extends CountTextsOptions, Listing {
  /** The encoding of the model that was named. */
  readonly model?: EncodingName;
  readonly json: boolean;
}

/** More rows than this are advised to be fewer. */
const MANY_ROWS = 40;

/** @throws CliError */
export async function runCount(
  named: readonly string[],
  given: CountOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const options = { ...given, encoding: encodingsAndModel(given, command, true) };
  if (options.text !== undefined)
    for (const name of ["top", "by", "threads"]) refuseIdle(command, name, "with --text, which is one text");
  const found = await findCounted(named, options.text, command, terminal);
  const tokenizers = await loadTokenizers(options, command, terminal);
  const texts = await countTexts(found, tokenizers, options, terminal);
  refuseNone(texts);
  for (const { error } of texts.failed) printError(error, terminal);
  const groups = options.by === undefined ? undefined : groupCounts(texts.files, options.by);
  if (options.json) terminal.stdout(`${safeJson(countJson(texts, groups, options))}\n`);
  else if (texts.files.length > 0) {
    const lines = countLines(texts, groups, options, terminal);
    terminal.stdout(`${lines.join("\n")}\n`);
    if (texts.binary.length > 0) terminal.stderr(`${counted(texts.binary.length, "binary file")} left out\n`);
    if (lines.length > MANY_ROWS)
      hint("Next: windrow count --top 20, --by folder or --by type for fewer rows", terminal);
    else if (found.paths.length === 1 && found.paths[0] !== "-")
      hint("Next: windrow compare shows other encodings next to it", terminal);
  }
  refuseMore(texts, options.limit);
  refuseFailed(texts.failed, [...texts.files, ...texts.failed]);
}

/** What is wrong with all that was given is said once. @throws CliError */
function refuseNone({ files, binary, failed }: CountedTexts): void {
  if (files.length > 0) return;
  if (failed.length === 1 && binary.length === 0) throw new CliError(failed[0]!.error);
  if (failed.length === 0)
    throw new CliError(
      binary.length === 1
        ? "the only file is binary, not text."
        : `none of the ${grouped(binary.length)} files is text: all are binary.`,
    );
}

/** @throws CliError where there are more tokens than `--limit` says */
function refuseMore({ total, encodings }: CountedTexts, limit: number | undefined): void {
  const [tokens] = total.tokens;
  if (limit === undefined || tokens! <= limit) return;
  throw new CliError(
    `${counted(tokens!, "token")} in ${encodings[0]!}: ${grouped(tokens! - limit)} over the limit of ${grouped(limit)}.`,
  );
}
