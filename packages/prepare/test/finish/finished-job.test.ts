/** A job that is done: what `verify` compares, and the error where its shards are gone by the time it is asked for again. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepare, type PrepareJob, resume, verify } from "@windrow/prepare";
import { beforeEach, expect, test } from "vitest";
import { editSealed } from "../support/edit-sealed.ts";
import { makeFourTexts } from "../support/four-texts.ts";
import { flipBit } from "../support/scratch.ts";

let job: PrepareJob;

beforeEach(() => {
  ({ job } = makeFourTexts());
});

test.each(["after", "before", "between", "none"] as const)(
  "of a finished job (%s) verify compares indexes and counts, and prepare looks for its shards",
  async (endOfText) => {
    const some = { ...job, endOfText, validation: 0.4 };
    await prepare(some);
    expect(await verify(job.output)).toMatchObject({ stage: "done", bad: [] });
    const prepared = join(job.output, "prepare");
    for (const name of ["units.jsonl.index", "inputs.jsonl.index"]) {
      flipBit(join(prepared, name), 9);
      expect((await verify(job.output)).bad.map(({ file }) => file)).toEqual([join(prepared, name)]);
      flipBit(join(prepared, name), 9);
    }
    const done = join(prepared, "done.json");
    const said = readFileSync(done, "utf8");
    for (const field of ["tokens", "documents", "shards"]) {
      writeFileSync(done, said);
      editSealed(done, ({ sets }) => (sets as Record<string, number>[])[0]![field]!++);
      const { bad } = await verify(job.output);
      expect(bad).toEqual([{ file: done, reason: expect.stringContaining(` ${field} in train`) as string }]);
    }
    writeFileSync(done, said);
    rmSync(join(job.output, "train", "train_000000.bin"));
    const gone = {
      code: "PREPARE_JOB_INVALID",
      message: expect.stringMatching(/train_000000\.bin.*prepare again/) as string,
    };
    await expect(prepare(some)).rejects.toMatchObject(gone);
    await expect(resume(job.output)).rejects.toMatchObject(gone);
  },
);
