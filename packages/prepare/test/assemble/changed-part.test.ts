/** Parts that were changed on the disk. */
import { join } from "node:path";
import { planJob, prepare, type PrepareJob, resume, verify } from "@windrow/prepare";
import { beforeEach, expect, test } from "vitest";
import { makeFourTexts } from "../support/four-texts.ts";
import { flipBit } from "../support/scratch.ts";

let job: PrepareJob;

beforeEach(() => {
  ({ job } = makeFourTexts());
});

test("a part that was changed on the disk is not assembled, and verify names it", async () => {
  await planJob(job);
  await prepare(job, { executor: { kind: "rank", rank: 0, worldSize: 2 } });
  const part = join(job.output, "prepare", "encode", "000000", "000002.tokens");
  flipBit(part, 100);
  expect((await verify(job.output)).bad.map(({ file }) => file)).toEqual([part]);
  const running = resume(job.output);
  await expect(running).rejects.toMatchObject({ code: "PREPARE_UNITS_FAILED" });
  await expect(running).rejects.toThrow("its crc32 from byte 0 on differs from its marker's; remove it");
});
