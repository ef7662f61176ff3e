/** Units and shards that failed, a line each. */
import { visibleText } from "@windrow/core";
import type { FailedTask } from "@windrow/prepare";
import type { Command } from "commander";
import { asOptions } from "../errors/as-options.ts";
import { shownName } from "../read/read-errors.ts";
import { grouped } from "../show/numbers.ts";

export type Failure = FailedTask;

/** A broken disk fails a million units with the same words. */
const MAX_SHOWN = 20;

/** @param command that shows them */
export function failureLines(
  failures: readonly Failure[],
  output: string,
  command: Command,
  most: number = MAX_SHOWN,
): string[] {
  const lines = failures
    .slice(0, most)
    .map(
      ({ stage, index, reason, wording = [reason] }) =>
        `${stage === "encode" ? "unit" : "shard"} ${index}: ${visibleText(asOptions(wording, command))}`,
    );
  const more = failures.length - lines.length;
  return more === 0 ? lines : [...lines, `and ${grouped(more)} more: windrow status ${shownName(output)} --json`];
}

/** What a program reads of it. */
export function failureJson({ stage, index, code, reason }: Failure): Omit<Failure, "wording"> {
  return { stage, index, code, reason };
}
