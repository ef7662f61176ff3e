/** Jobs that begin at once in one folder: of different ones exactly one is done, the same one is done by all; at-once.long.test.ts has more pairs. */
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { planJob, prepare, type PrepareJob, resume } from "@windrow/prepare";
import { mulberry32 } from "@windrow/testing";
import { beforeAll, expect, test } from "vitest";
import { isPlanFolder } from "../../src/job/job-folder.ts";
import { PlanFolder } from "../../src/plan/plan-folder.ts";
import { expectOneJob, outcomeOf } from "../support/at-once.ts";
import { type JobProcess, runJob, runJobAndWait } from "../support/processes.ts";
import { scratchForFile } from "../support/scratch.ts";
import { filesOf } from "../support/sequential.ts";
import { makeSmallJob, type SmallJob } from "../support/small-job.ts";

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_201);
const executor = { kind: "threads", threads: 1 } as const;
const folder = scratchForFile();
const newOutput = (): string => join(mkdtempSync(join(folder, "pair-")), "out");

let small: SmallJob;
/** Two jobs that differ in their shards, and what each makes alone. */
let jobs: [PrepareJob, PrepareJob];
let wholes: [Record<string, string>, Record<string, string>];

beforeAll(async () => {
  small = await makeSmallJob(folder, SEED, 12);
  jobs = [small.job("a"), { ...small.job("b"), shardTokens: 999, removeDuplicates: true }];
  const whole = async (job: PrepareJob): Promise<Record<string, string>> => {
    await prepare(job, { executor });
    return filesOf(job.output, { withJob: true });
  };
  wholes = [await whole(jobs[0]), await whole(jobs[1])];
});

test(`8 pairs in one process (seed ${SEED})`, async () => {
  const random = mulberry32(SEED);
  for (let pair = 0; pair < 8; pair++) {
    const output = newOutput();
    const areAlike = pair % 4 === 3;
    const pairOfJobs = [jobs[0], areAlike ? jobs[0] : jobs[1]];
    const delays = [random() * 20, random() * 20];
    const outcomes = await Promise.all(
      pairOfJobs.map(async (job, i) => {
        await sleep(delays[i]!);
        return outcomeOf(prepare({ ...job, output }, { executor }));
      }),
    );
    expectOneJob(output, outcomes, wholes, areAlike);
  }
});

test("two pairs of processes, and three ranks that begin at once", async () => {
  const ended = async ({ ended: exit, output }: JobProcess): Promise<string> => {
    const code = await exit;
    return code === 0 ? "done" : (/code: '(\w+)'/.exec(output())?.[1] ?? output());
  };
  for (let pair = 0; pair < 2; pair++) {
    const output = newOutput();
    const areAlike = pair === 1;
    const pairOfJobs = [jobs[0], areAlike ? jobs[0] : jobs[1]];
    const running = pairOfJobs.map((job) => runJob(["prepare", JSON.stringify({ ...job, output }), "1"]));
    expectOneJob(output, await Promise.all(running.map(ended)), wholes, areAlike);
  }
  const output = newOutput();
  const ranks = [0, 1, 2].map((rank) => runJob(["rank", JSON.stringify({ ...jobs[0], output }), `${rank}`, "3"]));
  expect(await Promise.all(ranks.map(ended))).toEqual(["done", "done", "done"]);
  expect(filesOf(output, { withJob: true })).toEqual(wholes[0]);
});

test("of several plans exactly one is published, however late the others are", async () => {
  const output = newOutput();
  const plans = await Promise.all(Array.from({ length: 8 }, () => PlanFolder.create(output)));
  for (const [i, plan] of plans.entries()) writeFileSync(plan.path("job.json"), `${i}`);
  const published = await Promise.all(plans.map((plan) => plan.publish()));
  expect(published.filter(Boolean)).toHaveLength(1);
  expect(filesOf(output, { withJob: true })).toHaveProperty("prepare/job.json");
  for (const plan of plans) await plan.discard();
  expect(readdirSync(output)).toEqual(["prepare"]);
});

test.each([
  [true, "all"],
  [false, "all"],
  // Its sweep has not come to the folder itself.
  [false, "the files"],
])(
  "another has done its job, and swept, before a plan is ready here; the same job: %s, gone: %s",
  async (isSame, gone) => {
    const output = newOutput();
    const texts = mkdtempSync(join(folder, "texts-"));
    for (let i = 0; i < 12; i++) writeFileSync(join(texts, `${i}.txt`), `document ${i} `.repeat(50));
    const own = { ...jobs[0], inputs: [texts], output };
    const other = isSame ? own : { ...own, shardTokens: 999 };
    const otherOutput = newOutput();
    await prepare({ ...other, output: otherOutput }, { executor });
    let isFirst = true;
    const running = prepare(own, {
      executor,
      onProgress: () => {
        if (!isFirst) return;
        isFirst = false;
        // With one thread most inputs are not scanned by now, and the hashes of others lie in a folder that goes.
        const planning = readdirSync(output).filter(isPlanFolder);
        runJobAndWait(["prepare", JSON.stringify(other), "1"]);
        if (gone === "the files") for (const name of planning) mkdirSync(join(output, name));
      },
    });
    if (isSame) expect(await running).toMatchObject({ done: true, documents: 12 });
    else await expect(running).rejects.toMatchObject({ code: "PREPARE_FOREIGN_OUTPUT" });
    expect(filesOf(output, { withJob: true })).toEqual(filesOf(otherOutput, { withJob: true }));
    expect(readdirSync(output).filter(isPlanFolder)).toEqual([]);
  },
);

test("what a planner that was killed has left is swept when the job is done", async () => {
  const output = newOutput();
  const killed = await PlanFolder.create(output);
  mkdirSync(killed.path("hashes"));
  writeFileSync(killed.path("hashes", "0"), "half");
  await planJob({ ...jobs[0], output });
  expect(await killed.isThere()).toBe(true);
  await resume(output, { executor });
  expect(filesOf(output, { withJob: true })).toEqual(wholes[0]);
});

test("a folder prepare with files but no job is somebody's; an empty one is taken", async () => {
  const output = newOutput();
  mkdirSync(join(output, "prepare"), { recursive: true });
  writeFileSync(join(output, "prepare", "units.jsonl"), "");
  await expect(prepare({ ...jobs[0], output }, { executor })).rejects.toMatchObject({
    code: "PREPARE_FOREIGN_OUTPUT",
    message: `${join(output, "prepare")} has files but no job.json; remove it, or use another output folder.`,
  });
  expect(readdirSync(output, { recursive: true })).toEqual(["prepare", join("prepare", "units.jsonl")]);
  const empty = newOutput();
  mkdirSync(join(empty, "prepare"), { recursive: true });
  await prepare({ ...jobs[0], output: empty }, { executor });
  expect(filesOf(empty, { withJob: true })).toEqual(wholes[0]);
});
