/** The lists beside job.json: one that is not what was planned is refused before any work, whatever its damage. */
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planJob, prepare, type PrepareJob, resume, status } from "@windrow/prepare";
import { mulberry32, skipNote } from "@windrow/testing";
import { beforeEach, expect, test } from "vitest";
import { loadJob, openJob } from "../../src/job/open-job.ts";
import { RecordWriter } from "../../src/job/record-file.ts";
import { makeFourTexts } from "../support/four-texts.ts";
import { noOpenFiles, openFilesBelow } from "../support/open-files.ts";
import { filesOf } from "../support/sequential.ts";

const SEED = 20_261_201;
const executor = { kind: "threads", threads: 1 } as const;
const LISTS = ["inputs.jsonl", "inputs.jsonl.index", "units.jsonl", "units.jsonl.index"];

let folder: string;
let job: PrepareJob;
const file = (name: string): string => join(job.output, "prepare", name);

beforeEach(async () => {
  ({ folder, job } = makeFourTexts());
  await planJob(job);
});

/** What a refused job leaves: the files of its plan, as they were, and no word on units that failed. */
async function expectRefused(work: () => Promise<unknown>, message: RegExp): Promise<void> {
  const before = filesOf(job.output, { withJob: true });
  await expect(work()).rejects.toMatchObject({
    code: "PREPARE_JOB_INVALID",
    message: expect.stringMatching(message),
  });
  expect(filesOf(job.output, { withJob: true })).toEqual(before);
}

test.each(LISTS)(`a changed bit anywhere in %s (seed ${SEED})`, async (name) => {
  const random = mulberry32(SEED);
  const whole = readFileSync(file(name));
  for (let round = 0; round < 3; round++) {
    const damaged = Buffer.from(whole);
    damaged[Math.floor(random() * whole.length)]! ^= 1 << Math.floor(random() * 8);
    writeFileSync(file(name), damaged);
    await expectRefused(() => resume(job.output, { executor }), /has changed since the job was planned: its sha256/);
  }
  writeFileSync(file(name), whole);
  expect(await resume(job.output, { executor })).toMatchObject({ done: true, documents: 4 });
});

test("a changed letter in the list of inputs is damage, and no input that changed", async () => {
  const text = readFileSync(file("inputs.jsonl"), "utf8");
  writeFileSync(file("inputs.jsonl"), text.replace("texts/1.txt", "texts/7.txt"));
  await expectRefused(() => prepare(job, { executor }), /inputs.jsonl has changed since the job was planned/);
});

test.each(LISTS)("%s cut short, and missing", async (name) => {
  const { length } = readFileSync(file(name));
  truncateSync(file(name), length - 1);
  await expectRefused(() => resume(job.output, { executor }), /has \d+ bytes|has changed since/);
  rmSync(file(name));
  for (const work of [() => resume(job.output, { executor }), () => status(job.output)])
    await expectRefused(work, /could not be read \(ENOENT/);
});

test.each(["inputs", "units"] as const)("more %s than their list has are refused before any work", async (list) => {
  for (const count of [10 ** 8, 5]) {
    const json = JSON.parse(readFileSync(file("job.json"), "utf8")) as Record<string, Record<string, unknown>>;
    json[list]!["count"] = count;
    writeFileSync(file("job.json"), JSON.stringify(json));
    const message = new RegExp(
      `${list}.jsonl.index has 40 bytes, but an index of ${count} records takes ${8 * count + 8}`,
    );
    for (const work of [
      () => status(job.output),
      () => resume(job.output, { executor }),
      () => prepare(job, { executor }),
    ])
      await expectRefused(work, message);
  }
});

test("an index of the size that fits, and a list that is too short for so many", async () => {
  const json = JSON.parse(readFileSync(file("job.json"), "utf8")) as { units: { count: number } };
  json.units.count = 10 ** 8;
  writeFileSync(file("job.json"), JSON.stringify(json));
  // Takes no room: it has no bytes but the first ones.
  truncateSync(file("units.jsonl.index"), 8 * (10 ** 8 + 1));
  await expect(resume(job.output, { executor })).rejects.toMatchObject({
    code: "PREPARE_JOB_INVALID",
    message: expect.stringMatching(/units.jsonl has \d+ bytes, too few for 100000000 records/),
  });
});

test.skipIf(noOpenFiles !== undefined)(
  `a list that can't be opened leaves no other open${skipNote(noOpenFiles)}`,
  async () => {
    const opened = await openJob(job.output);
    for (const name of LISTS) {
      const whole = readFileSync(file(name));
      rmSync(file(name));
      await expect(loadJob(opened), name).rejects.toMatchObject({ code: "PREPARE_JOB_INVALID" });
      expect(openFilesBelow(folder), name).toEqual([]);
      writeFileSync(file(name), whole);
    }
    const { inputs, units } = await loadJob(opened);
    expect(openFilesBelow(folder).toSorted()).toEqual(LISTS.map(file).toSorted());
    await Promise.all([inputs.close(), units.close()]);
  },
);

test.skipIf(noOpenFiles !== undefined)(
  `a list whose index can't be made leaves no file, open or not${skipNote(noOpenFiles)}`,
  async () => {
    // With the temporary name of the index it is longer than a file's name may be; the list's own is not.
    const path = join(folder, "x".repeat(255 - ".00000000-0000-0000-0000-000000000000.tmp".length));
    await expect(RecordWriter.create(path)).rejects.toMatchObject({ code: "PREPARE_OUTPUT_UNWRITABLE" });
    expect(openFilesBelow(folder)).toEqual([]);
    expect(existsSync(path)).toBe(false);
    expect(Object.keys(filesOf(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  },
);
