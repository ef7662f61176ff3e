/**
 * Fuzz target: folders of jobs that are planned, in the middle, failed and done. Their manifests, lists, markers and
 * records of failures are read by `status`, `verify` and `resume`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planJob, prepare, type PrepareJob, resume, status, verify } from "@windrow/prepare";
import {
  type Folder,
  type FuzzTarget,
  fuzzTarget,
  mustHold,
  mutateFolder,
  readFolder,
  shownFolder,
  withFolder,
} from "@windrow/testing/fuzz";

const folder = mkdtempSync(join(tmpdir(), "windrow-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const output = join(folder, "output");
const job: PrepareJob = {
  inputs: [join(folder, "texts")],
  output,
  tokenizer: { encoding: "gpt2" },
  unitBytes: 500,
  shardTokens: 200,
};
const executor = { kind: "threads", threads: 1 } as const;

/** The job's folder as it is after some work. */
async function folderAfter(work: () => Promise<unknown>): Promise<Folder> {
  rmSync(output, { recursive: true, force: true });
  await work();
  return readFolder(output);
}

async function seeds(): Promise<Folder[]> {
  mkdirSync(join(folder, "texts"));
  for (let i = 0; i < 4; i++) writeFileSync(join(folder, "texts", `${i}.txt`), `document ${i} `.repeat(60));
  const stop = new AbortController();
  const onProgress = ({ stage, done }: { stage: string; done: number }): void => {
    if (stage === "encode" && done > 0) stop.abort();
  };
  const planned = await folderAfter(() => planJob(job));
  const begun = await folderAfter(() => prepare(job, { executor, onProgress, signal: stop.signal }).catch(() => {}));
  const done = await folderAfter(() => prepare(job, { executor }));
  const failed = await folderAfter(async () => {
    await planJob(job);
    writeFileSync(join(folder, "texts", "2.txt"), "changed after the plan");
    await resume(output, { executor }).catch(() => {});
  });
  writeFileSync(join(folder, "texts", "2.txt"), "document 2 ".repeat(60));
  return [planned, begun, done, failed];
}

/** It does not matter whether reading a whole folder throws: a planned one has no shards to verify. */
async function settled(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith("PREPARE_")) throw error;
  }
}

export const jobFolders: FuzzTarget = fuzzTarget<Folder>({
  name: "folder of a job",
  codes: ["PREPARE_"],
  seeds,
  mutate: mutateFolder,
  attempt: (files) =>
    withFolder(files, async (path) => {
      await settled(verify(path));
      const { units } = await status(path);
      mustHold(units.done <= units.total, `${units.done} of ${units.total} units done`);
      await settled(resume(path, { executor }));
    }),
  show: shownFolder,
});
