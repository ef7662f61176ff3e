/** The end of a job: manifests of its sets, a word on what was done, and nothing left that is not needed. */
import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { checksumsInTurns, type ShardEntry, writeManifest } from "@windrow/shards";
import { allUnits, type AssemblyManifest } from "../assemble/assembly.ts";
import { checkSizes } from "../assemble/check-assembled.ts";
import { writeDurably } from "../files/durable.ts";
import { invalidJob } from "../files/invalid-job.ts";
import { writeJson } from "../files/write-json.ts";
import { isFinished } from "../job/is-finished.ts";
import { DONE_FILE, jobPath, SKIPPED_FILE } from "../job/job-folder.ts";
import { readMarkers } from "../job/markers.ts";
import { type Job, setFolder } from "../job/open-job.ts";
import type { DoneJob } from "./done-job.ts";
import { sweepDone, sweepFolder } from "./sweep-done.ts";

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
    for (const { set } of assembly.sets) await sweepFolder(setFolder(job, set), (name) => name.startsWith(`${set}_`));
    await writeJson(jobPath(job.output, DONE_FILE), done);
  } catch (error) {
    // Two may finish at once: the first one sweeps what the other is reading.
    if (!(await isFinished(job.output).catch(() => false))) throw error;
  }
  await sweepDone(job);
}

async function writeManifests(job: Job, assembly: AssemblyManifest): Promise<void> {
  const { options, tokenizer } = job.manifest;
  let first = 0;
  for (const { set, shards } of assembly.sets) {
    const entries: ShardEntry[] = [];
    const indices = Array.from({ length: shards }, (_, shard) => first + shard);
    first += shards;
    for await (const { index, marker } of readMarkers(job, "assemble", indices)) {
      if (marker === undefined) throw invalidJob(jobPath(job.output), `no longer has shard ${index}`);
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
