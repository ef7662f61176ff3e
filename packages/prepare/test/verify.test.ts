/** What verify names: files of a job that were changed, whatever its stage. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepare, type PrepareJob, status, verify } from "@windrow/prepare";
import { beforeEach, expect, test } from "vitest";
import { makeFourTexts } from "./support/four-texts.ts";
import { flipBit } from "./support/scratch.ts";

let job: PrepareJob;

beforeEach(() => {
  ({ job } = makeFourTexts());
});

test("a bit flipped in a shard, in its documents, its manifest, the job's lists: verify names the file", async () => {
  await prepare(job);
  expect((await verify(job.output)).bad).toEqual([]);
  const files = [
    "tokens_000001.bin",
    "tokens_000000.documents",
    "manifest.json",
    "prepare/inputs.jsonl",
    "prepare/units.jsonl",
  ];
  for (const file of files) {
    const path = join(job.output, file);
    const place = file === "manifest.json" ? readFileSync(path, "utf8").indexOf('"tokens"') + 1 : 7;
    flipBit(path, place);
    const { bad } = await verify(job.output);
    expect(bad.map((one) => one.file)).toEqual([path]);
    flipBit(path, place);
  }
  rmSync(join(job.output, "tokens_000001.bin"));
  expect((await verify(job.output)).bad).toHaveLength(1);
});

test.each(["{}", "null", '{"shards":[{}]}', '{"shards":5}'])(
  "a set's manifest that says %s is named by verify",
  async (text) => {
    await prepare(job);
    const path = join(job.output, "manifest.json");
    writeFileSync(path, text);
    const { bad } = await verify(job.output);
    expect(new Set(bad.map(({ file }) => file))).toEqual(new Set([path]));
  },
);

test("verify of a job that is not done reads its shards, their documents and the markers", async () => {
  const stopped = new AbortController();
  const many = { ...job, shardTokens: 60 };
  const running = prepare(many, {
    signal: stopped.signal,
    onProgress: ({ stage, done }) => stage === "assemble" && done > 5 && stopped.abort(),
    executor: { kind: "threads", threads: 1 },
  });
  await expect(running).rejects.toMatchObject({ code: "PREPARE_INTERRUPTED" });
  expect((await status(job.output)).stage).toBe("assemble");
  expect((await verify(job.output)).bad).toEqual([]);
  const documents = join(
    job.output,
    readdirSync(job.output).find((name) => name.endsWith(".documents"))!,
  );
  flipBit(documents, 7);
  expect((await verify(job.output)).bad.map(({ file }) => file)).toEqual([documents]);
  flipBit(documents, 7);
  const marker = join(job.output, "prepare", "assemble", "000000", "000000.json");
  writeFileSync(marker, "{");
  expect((await verify(job.output)).bad).toEqual([
    { file: marker, reason: expect.stringMatching(/is not JSON \(.*\); remove it, and resume the job/) as string },
  ]);
});
