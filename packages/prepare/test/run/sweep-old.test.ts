/** What killed processes left: removed an hour later, whoever else removes it at the same time. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planJob } from "@windrow/prepare";
import { expect, test } from "vitest";
import { openJob } from "../../src/job/open-job.ts";
import { sweepOld } from "../../src/run/sweep-old.ts";
import { scratchFolder } from "../support/scratch.ts";

test("temporary files and folders of an hour ago, and nothing else", async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "a.txt"), "Rake the hay.");
  const output = join(folder, "output");
  await planJob({ inputs: [join(folder, "a.txt")], output, tokenizer: { encoding: "gpt2" } });
  const job = await openJob(output);
  const minutesAgo = (minutes: number): number => Date.now() / 1000 - 60 * minutes;
  const make = (name: string, minutes: number): string => {
    const path = join(output, "prepare", name);
    if (name.startsWith("plan")) {
      mkdirSync(path);
      writeFileSync(join(path, "x"), "");
    } else writeFileSync(path, "");
    utimesSync(path, minutesAgo(minutes), minutesAgo(minutes));
    return path;
  };
  const old = Array.from({ length: 20 }, (_, i) => make(`file${i}.${randomUUID()}.tmp`, 61));
  old.push(make(`plan.${randomUUID()}.tmp`, 61));
  const kept = [make(`young.${randomUUID()}.tmp`, 59), make(`plan-young.${randomUUID()}.tmp`, 59), make("old.tmp", 61)];
  await Promise.all(Array.from({ length: 8 }, () => sweepOld(job)));
  expect(old.filter((path) => existsSync(path))).toEqual([]);
  expect(kept.filter((path) => existsSync(path))).toEqual(kept);
});
