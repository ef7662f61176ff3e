/** A job as it is after each of its steps: what a process leaves that is killed there. */
import { join } from "node:path";
import { type Folder, readFolder } from "@windrow/testing/fuzz";
import { rmSync } from "node:fs";
import { planJob, resume } from "../../src/prepare.ts";
import { advance } from "../../src/run/advance.ts";
import { TaskRunner } from "../../src/run/run-task.ts";
import type { Stage } from "../../src/job/tasks.ts";
import type { TinyJob } from "./tiny-job.ts";

export interface JobStates {
  /** The output folder's files after each step, by a name for it. */
  readonly states: ReadonlyMap<string, Folder>;
  /** The same of the finished job, without its folder `prepare`. */
  readonly shards: Folder;
}

/** Makes the output folder and leaves none. */
export async function makeJobStates(tiny: TinyJob): Promise<JobStates> {
  const job = tiny.job("output");
  const states = new Map<string, Folder>();
  const runner = new TaskRunner();
  const run = async (stage: Stage, indices: readonly number[]): Promise<void> => {
    for (const index of indices) await runner.run(job.output, { stage, index });
  };
  await planJob(job);
  const { pending: units } = await advance(job.output);
  states.set("planned", readFolder(job.output));
  await run("encode", units.slice(0, 2));
  states.set("two units encoded", readFolder(job.output));
  await run("encode", units);
  states.set("all units encoded", readFolder(job.output));
  const { pending: shards } = await advance(job.output);
  states.set("shards cut", readFolder(job.output));
  await run("assemble", shards.slice(0, 2));
  states.set("two shards assembled", readFolder(job.output));
  await run("assemble", shards);
  states.set("all shards assembled", readFolder(job.output));
  await runner.close();
  await resume(job.output);
  const done = readFolder(job.output);
  states.set("done", done);
  rmSync(job.output, { recursive: true });
  return { states, shards: withoutJob(done) };
}

/** What a trainer reads. */
export function withoutJob(files: Folder): Folder {
  const own = join("prepare", "/");
  return new Map([...files].filter(([name]) => !name.startsWith(own)));
}
