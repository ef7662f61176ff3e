/** Prints where a job stands. */
import { type PrepareStatus, status } from "@windrow/prepare";
import type { Command } from "commander";
import { duration } from "../../terminal/progress.ts";
import { shownName } from "../../read/read-errors.ts";
import { counted, grouped } from "../../show/numbers.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { safeJson } from "../../show/safe-json.ts";
import { columnsOf, hint, withProgress, type Terminal } from "../../terminal/terminal.ts";
import { failureJson, failureLines } from "../../job/failure-lines.ts";

/** What `windrow status --json` prints. */
export interface StatusJson extends Omit<PrepareStatus, "shards" | "tokensPerSecond" | "secondsLeft" | "secondsIdle"> {
  readonly schemaVersion: 1;
  readonly output: string;
  /** Null until all units are encoded. */
  readonly shards: { readonly done: number; readonly total: number } | null;
  /** Null where that is not known. */
  readonly tokensPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly secondsIdle: number | null;
}

/** @throws PrepareError */
export async function runStatus(
  output: string,
  { json }: { readonly json: boolean },
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const now = await withProgress("checking what is done ...", terminal, () => status(output));
  if (json) {
    terminal.stdout(`${safeJson(statusJson(output, now))}\n`);
    return;
  }
  const columns = columnsOf(terminal);
  for (const line of statusLines(output, now, command)) terminal.stdout(`${wrapWords(line, columns).join("\n")}\n`);
  if (now.stage !== "done")
    hint(`Next: windrow resume ${shownName(output)}, unless others are working on it`, terminal);
}

function statusJson(output: string, now: PrepareStatus): StatusJson {
  const { shards = null, tokensPerSecond = null, secondsLeft = null, secondsIdle = null } = now;
  return {
    schemaVersion: 1,
    output,
    ...now,
    failed: now.failed.map(failureJson),
    shards,
    tokensPerSecond,
    secondsLeft,
    secondsIdle,
  };
}

function statusLines(output: string, now: PrepareStatus, command: Command): string[] {
  const {
    stage,
    units,
    shards,
    tokens,
    documents,
    skipped,
    duplicates,
    tokensPerSecond,
    secondsLeft,
    secondsIdle = 0,
  } = now;
  const lines = [
    `${shownName(output)}: ${{ encode: "encoding", assemble: "writing shards", done: "done" }[stage]}`,
    `units   ${ofAll(units)}`,
  ];
  if (shards !== undefined) lines.push(`shards  ${ofAll(shards)}`);
  lines.push(`so far  ${counted(tokens, "token")} of ${counted(documents, "document")}`);
  if (skipped > 0) lines.push(`        ${counted(skipped, "document")} left out as invalid text`);
  if (duplicates > 0) lines.push(`        ${counted(duplicates, "duplicate")} left out`);
  if (tokensPerSecond !== undefined) lines.push(`speed   ${grouped(Math.round(tokensPerSecond))} tokens/s`);
  const isIdle = secondsIdle > IDLE_SECONDS;
  if (isIdle) lines.push(`idle    ${duration(secondsIdle)}, since the last unit was done`);
  else if (secondsLeft !== undefined && secondsLeft > 0) lines.push(`left    ${duration(secondsLeft)}`);
  lines.push(...failureLines(now.failed, output, command).map((line) => `failed  ${line}`));
  return lines;
}

/** Without a unit for so long it is likely that nobody works on them: the largest take seconds. */
const IDLE_SECONDS = 60;

function ofAll({ done, total }: { readonly done: number; readonly total: number }): string {
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  return `${grouped(done)} of ${grouped(total)} (${percent} %)`;
}
