/** Prints where a job stands. */
import { type PrepareStatus, status } from "@windrow/prepare";
import { shownName } from "../read/read-errors.ts";
import { duration } from "../progress.ts";
import { grouped } from "../show/numbers.ts";
import type { Terminal } from "../terminal.ts";

const STAGES = { encode: "encoding", assemble: "cutting shards", done: "done" } as const;
/** More are in `--json`. */
const FAILURES_SHOWN = 10;

/** @throws PrepareError PREPARE_NO_JOB */
export async function runStatus(folder: string, isJson: boolean, terminal: Terminal): Promise<void> {
  const found = await status(folder);
  if (isJson) terminal.stdout(`${JSON.stringify({ schemaVersion: 1, ...found })}\n`);
  else terminal.stdout(`${statusLines(found).join("\n")}\n`);
}

/** The lines for a person. */
export function statusLines(found: PrepareStatus): string[] {
  const { stage, units, shards, tokens, documents, skipped, duplicates, tokensPerSecond, secondsLeft, failed } = found;
  const part = ({ done, total }: { done: number; total: number }): string => `${grouped(done)} of ${grouped(total)}`;
  const lines = [
    `${STAGES[stage]}`,
    `units      ${part(units)}`,
    ...(shards === undefined ? [] : [`shards     ${part(shards)}`]),
    `documents  ${grouped(documents)}`,
    `tokens     ${grouped(tokens)}`,
  ];
  if (skipped > 0) lines.push(`no UTF-8   ${grouped(skipped)} left out`);
  if (duplicates > 0) lines.push(`duplicates ${grouped(duplicates)} left out`);
  if (tokensPerSecond !== undefined) lines.push(`rate       ${grouped(Math.round(tokensPerSecond))} tokens/s`);
  if (secondsLeft !== undefined && stage === "encode") lines.push(`left       ${duration(secondsLeft)}`);
  for (const { stage: at, index, reason } of failed.slice(0, FAILURES_SHOWN)) {
    lines.push(`failed     ${at} ${index}: ${shownName(reason)}`);
  }
  if (failed.length > FAILURES_SHOWN) lines.push(`failed     and ${failed.length - FAILURES_SHOWN} more: see --json`);
  return lines;
}
