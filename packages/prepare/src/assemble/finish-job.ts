/** The end of a job: manifests of its sets, a word on what was done, and nothing left that is not needed. */
import { readText } from "@windrow/core/node";
import { createHash } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { checksumsInTurns, type ShardEntry, writeManifest } from "@windrow/shards";
import { writeDurably } from "../durable.ts";
import { DONE_FILE, isPlanFolder, jobPath, SKIPPED_FILE } from "../job/job-folder.ts";
import { invalidJob } from "../job/job-manifest.ts";
import { type Job, setFolder, setNames } from "../job/open-job.ts";
import { type FieldChecks, isCount, isListOf, isText } from "../job/saved-json.ts";
import { parseSealed } from "../job/sealed-json.ts";
import { unreadable } from "../unreadable.ts";
import { readMarkers } from "../stages/markers.ts";
import { isFinished } from "../stages/is-finished.ts";
import { writeJson } from "../write-json.ts";
import { checkSizes } from "./check-assembled.ts";
import { allUnits, areSets, type AssemblyManifest, type SetEntry } from "./assembly.ts";

/** done.json: what a finished job has made. */
export interface DoneJob {
  readonly job: string;
  readonly sets: readonly SetEntry[];
  /** sha256 of the sets' manifest.json, in their order. */
  readonly manifests: readonly string[];
  /** Documents left out by the policy "skip": each is named in skipped.jsonl. */
  readonly skipped: number;
  /** sha256 of skipped.jsonl, where there is one. */
  readonly skippedSha256?: string | undefined;
  /** Documents left out because an earlier one has the same text. */
  readonly duplicates: number;
}

/** @throws PrepareError PREPARE_JOB_INVALID */
export async function readDone(job: Job): Promise<DoneJob> {
  const path = jobPath(job.output, DONE_FILE);
  const text = await readText(path).catch((error: Error) => {
    throw unreadable(path, error);
  });
  return parseSealed(text, doneChecks(job), (what, cause) => invalidJob(path, what, cause));
}

function doneChecks(job: Job): FieldChecks {
  return ({ job: fingerprint, sets, manifests, skipped, skippedSha256, duplicates }) => ({
    job: isText(fingerprint),
    sets: areSets(sets, job),
    manifests: isListOf(manifests, isText) && manifests.length === setNames(job.manifest).length,
    skipped: isCount(skipped),
    skippedSha256: skippedSha256 === undefined || isText(skippedSha256),
    duplicates: isCount(duplicates),
  });
}

export async function finishJob(job: Job, assembly: AssemblyManifest): Promise<void> {
  try {
    await writeManifests(job, assembly);
    const skippedSha256 = await writeSkipped(job, assembly);
    const manifests: string[] = [];
    for (const { set } of assembly.sets) {
      manifests.push((await checksumsInTurns(join(setFolder(job, set), "manifest.json"))).sha256);
    }
    const done: DoneJob = {
      job: job.fingerprint,
      sets: assembly.sets,
      manifests,
      skipped: assembly.skipped,
      skippedSha256,
      duplicates: job.manifest.duplicates?.count ?? 0,
    };
    for (const { set } of assembly.sets) await sweep(setFolder(job, set), (name) => name.startsWith(`${set}_`));
    await writeJson(jobPath(job.output, DONE_FILE), done);
  } catch (error) {
    // Two may finish at once: the first one sweeps what the other is reading.
    if (!(await isFinished(job.output).catch(() => false))) throw error;
  }
  await sweepDone(job);
}

/**
 * Removes what only unfinished jobs need: parts, temporary files of tasks that were killed, and the plans that others
 * made here at the same time, or were killed at. For everyone who finds a job done: whoever finished it may still be
 * sweeping, or may have been killed before, and a task that came too late leaves its files.
 */
export async function sweepDone(job: Job): Promise<void> {
  for (const set of setNames(job.manifest)) {
    // Whoever finishes it at the same time, and loses its manifest here, finds that it is done.
    await sweep(setFolder(job, set), (name) => name.startsWith(`${set}_`) || name.startsWith("manifest.json."));
  }
  const isPart = (name: string): boolean => /^(encode|assemble|failed)$|^assembly\.|\.tmp$/.test(name);
  const parts = (await readdir(jobPath(job.output))).filter(isPart).map((name) => jobPath(job.output, name));
  const plans = (await readdir(job.output)).filter(isPlanFolder).map((name) => join(job.output, name));
  // Others may be writing into them, or removing them as well.
  for (const path of [...parts, ...plans]) await rm(path, { recursive: true, force: true, maxRetries: 5 });
}

async function writeManifests(job: Job, assembly: AssemblyManifest): Promise<void> {
  const { options, tokenizer } = job.manifest;
  let first = 0;
  for (const { set, shards } of assembly.sets) {
    const entries: ShardEntry[] = [];
    const indices = Array.from({ length: shards }, (_, shard) => first + shard);
    first += shards;
    for await (const { index, marker } of readMarkers(job, "assemble", indices)) {
      if (marker === undefined) throw invalidJob(jobPath(job.output), `has no shard ${index} any more`);
      await checkSizes(job, assembly, index, marker.entry);
      entries.push(marker.entry);
    }
    // A set without a shard has none yet.
    await mkdir(setFolder(job, set), { recursive: true });
    await writeManifest(setFolder(job, set), {
      format: options.format,
      vocabSize: tokenizer.vocabSize,
      tokenizer: tokenizer.fingerprint,
      shards: entries,
    });
  }
}

/** One line of JSON for each document that was left out. @returns the file's sha256; undefined where there is none */
async function writeSkipped(job: Job, { skipped }: AssemblyManifest): Promise<string | undefined> {
  if (skipped === 0) return undefined;
  const hash = createHash("sha256");
  await writeDurably(jobPath(job.output, SKIPPED_FILE), async (file) => {
    for await (const { index, marker } of readMarkers(job, "encode", allUnits(job))) {
      const reasons = marker?.skippedReasons ?? [];
      const lines = reasons.map((reason) => `${JSON.stringify({ unit: index, reason })}\n`).join("");
      if (lines === "") continue;
      hash.update(lines);
      await file.append(Buffer.from(lines));
    }
  });
  return hash.digest("hex");
}

/** Removes temporary files of tasks that were killed. */
async function sweep(folder: string, isOurs: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // Finished shards may have been moved elsewhere.
    if (error.code === "ENOENT") return [];
    throw error;
  });
  for (const name of names) {
    if (name.endsWith(".tmp") && isOurs(name)) await rm(join(folder, name), { force: true });
  }
}
