/** One run of a job on a disk with a fault, then what a user would do: the same again on a whole disk. */
import { rmSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { type Fault, type FaultKind, type FaultReport, withFault } from "@windrow/testing/disk";
import { prepare } from "../../src/prepare.ts";
import { filesOf } from "../support/sequential.ts";
import type { TinyJob } from "./tiny-job.ts";

/** How runs with faults ended. "lost" are those that must not be, each told in a line. */
export interface FaultFigures {
  /** Runs in which a call went wrong. */
  injected: number;
  /** Those that came to the right bytes all the same. */
  survived: number;
  /** Those that ended with an error of ours that names the file, and came to the right bytes when they were gone on with. */
  refused: number;
  readonly lost: string[];
}

/** Files of an undisturbed run, those of its folder `prepare` included. */
export async function undisturbed(tiny: TinyJob): Promise<Record<string, string>> {
  const { output } = tiny.job("output");
  await prepare(tiny.job("output"));
  const files = filesOf(output, { withJob: true });
  rmSync(output, { recursive: true });
  return files;
}

/** How many calls of an undisturbed run can go wrong in this way. */
export async function countCalls(tiny: TinyJob, kind: FaultKind): Promise<number> {
  const { report } = await onDisk(tiny, { kind, call: 0 });
  rmSync(tiny.job("output").output, { recursive: true });
  return report.calls;
}

/** Runs the job with each of these calls gone wrong. */
export async function runWithFaults(
  tiny: TinyJob,
  expected: Record<string, string>,
  kind: FaultKind,
  calls: Iterable<number>,
): Promise<FaultFigures> {
  const figures: FaultFigures = { injected: 0, survived: 0, refused: 0, lost: [] };
  for (const call of calls) {
    const { error, report } = await onDisk(tiny, { kind, call });
    const { output } = tiny.job("output");
    if (report.faults.length > 0) {
      figures.injected++;
      const first = error === undefined ? otherFiles(output, expected) : whatIsWrongWith(error, tiny.folder);
      const again = await onDisk(tiny, { kind, call: 0 });
      const second = again.error === undefined ? otherFiles(output, expected) : `fails again: ${again.error.stack}`;
      const lost = first ?? second;
      if (lost !== undefined) figures.lost.push(`${kind}, call ${call}, ${report.faults[0]}: ${lost}`);
      else if (error === undefined) figures.survived++;
      else figures.refused++;
    }
    rmSync(output, { recursive: true, force: true });
  }
  return figures;
}

async function onDisk(tiny: TinyJob, fault: Fault): Promise<{ error: Error | undefined; report: FaultReport }> {
  const { outcome, report } = await withFault(fault, [tiny.folder], () => prepare(tiny.job("output")));
  return { error: outcome.status === "rejected" ? (outcome.reason as Error) : undefined, report };
}

function whatIsWrongWith(error: Error & { code?: string }, folder: string): string | undefined {
  if (error.name !== "PrepareError" || !error.code?.startsWith("PREPARE_"))
    return `an error of no code: ${error.stack}`;
  return error.message.includes(folder) ? undefined : `an error that names no file: ${error.message}`;
}

function otherFiles(output: string, expected: Record<string, string>): string | undefined {
  const found = filesOf(output, { withJob: true });
  if (isDeepStrictEqual(found, expected)) return undefined;
  const names = new Set([...Object.keys(found), ...Object.keys(expected)]);
  return `other files: ${[...names].filter((name) => found[name] !== expected[name]).join(", ")}`;
}

/** A line for the report of a test. */
export function inWords(what: string, { injected, survived, refused, lost }: FaultFigures): string {
  return `${what}: ${injected} faults injected, ${survived} survived, ${refused} refused, ${lost.length} lost`;
}
