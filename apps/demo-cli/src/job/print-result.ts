/** What is said when a run of a job has come to its end. */
import type { Executor, PrepareResult } from "@windrow/prepare";
import { basename, join } from "node:path";
import { shownName } from "../read/read-errors.ts";
import { counted, grouped } from "../show/numbers.ts";
import { wrapWords } from "../show/wrap-words.ts";
import { columnsOf, hint } from "../terminal/terminal.ts";
import type { Run } from "./in-run.ts";

/** In a line of text; all are in the output of --json. */
const MAX_LINKS = 5;

export function printResult(result: PrepareResult, executor: Executor, run: Run): void {
  const { done, tokens, documents, skipped, duplicates, linksToFolders, sets } = result;
  // A run that has something to do begins a stage.
  const isNothingLeft = done && run.reporter.stage() === undefined;
  run.reporter.end();
  run.reporter.event({ event: done ? "done" : "incomplete", output: run.output, ...result });
  const out = shownName(run.output);
  if (!done) {
    const who = executor.kind === "rank" ? `rank ${executor.rank} of ${executor.worldSize}` : "this process";
    printLines([`${who} has done its share; units of other processes are missing: see windrow status ${out}`], run);
    return;
  }
  const [only] = sets;
  const lines =
    sets.length === 1
      ? [
          `${out}: ${counted(tokens, "token")} of ${counted(documents, "document")} in ${counted(only!.shards, "shard")}`,
        ]
      : [
          `${out}: ${counted(tokens, "token")} of ${counted(documents, "document")}`,
          ...sets.map(
            (set) =>
              `${shownName(join(run.output, basename(set.folder)))}: ${counted(set.tokens, "token")} in ${counted(set.shards, "shard")}`,
          ),
        ];
  if (isNothingLeft) lines.push("nothing was left to do: everything was already done");
  if (duplicates > 0) lines.push(`${counted(duplicates, "duplicate")} left out`);
  if (skipped > 0)
    lines.push(
      `${counted(skipped, "document")} left out as invalid text: ${shownName(`${run.output}/prepare/skipped.jsonl`)}`,
    );
  if (linksToFolders.length > 0)
    lines.push(
      `links to folders are not followed: ${linksToFolders.slice(0, MAX_LINKS).map(shownName).join(", ")}${linksToFolders.length > MAX_LINKS ? " and others" : ""}; name them to read them`,
    );
  printLines(lines, run);
  if (!run.json) hint(`Next: windrow verify ${out} compares every file with its hash`, run.terminal);
}

export function printPlanned({ units, bytes }: { readonly units: number; readonly bytes: number }, run: Run): void {
  run.reporter.end();
  run.reporter.event({ event: "planned", output: run.output, units, bytes });
  const out = shownName(run.output);
  printLines([`${out}: planned, ${counted(units, "unit")} of ${grouped(bytes)} bytes in all`], run);
  if (!run.json) hint(`Next: windrow resume ${out}, or its ranks, or workers`, run.terminal);
}

export function printQueued(run: Run): void {
  run.reporter.end();
  run.reporter.event({ event: "queued", output: run.output });
  const out = shownName(run.output);
  printLines([`${out}: on the queue. windrow worker does the work; windrow status ${out} shows its progress.`], run);
}

function printLines(lines: readonly string[], { json, terminal }: Run): void {
  if (json) return;
  const columns = columnsOf(terminal);
  for (const line of lines) terminal.stdout(`${wrapWords(line, columns).join("\n")}\n`);
}
