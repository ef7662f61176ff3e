/** Completion markers that another hand has changed, seal and all: what they say of themselves has to fit together. */
import { renameSync } from "node:fs";
import { join } from "node:path";
import { planJob, prepare, type PrepareJob, resume, status, verify } from "@windrow/prepare";
import { beforeEach, expect, test } from "vitest";
import { editSealed } from "../support/edit-sealed.ts";
import { makeFourTexts } from "../support/four-texts.ts";
import { flipBit } from "../support/scratch.ts";

const executor = { kind: "threads", threads: 1 } as const;
let job: PrepareJob;
const marker = (unit: number): string => join(job.output, "prepare", "encode", "000000", `00000${unit}.json`);

/** Two of four units done. */
beforeEach(async () => {
  ({ job } = makeFourTexts());
  await planJob(job);
  await prepare(job, { executor: { kind: "rank", rank: 0, worldSize: 2, threads: 1 } });
});

type Part = Record<"tokens" | "documents" | "bytes", number> & { crc32: string; sha256: string };
const partOf = (json: Record<string, unknown>): Part => (json["parts"] as Part[])[0]!;

test.each<[string, (json: Record<string, unknown>) => void, string]>([
  ["a token more", (json) => partOf(json).tokens++, "has no valid parts"],
  ["a document less", (json) => partOf(json).documents--, "has no valid parts"],
  [
    "a document less and eight bytes less",
    (json) => {
      partOf(json).documents--;
      partOf(json).bytes -= 8;
    },
    "has no valid documents",
  ],
  [
    "tokens for a document",
    (json) => {
      partOf(json).documents--;
      partOf(json).tokens += 4;
    },
    "has no valid tokens",
  ],
  ["more tokens in all than in its parts", (json) => (json["tokens"] = 1), "has no valid tokens"],
  ["no checksum of a block", (json) => (partOf(json).crc32 = ""), "has no valid parts"],
  ["half a sha256", (json) => (partOf(json).sha256 = "ab"), "has no valid parts"],
  ["a document that was skipped and is not named", (json) => (json["skipped"] = 1), "has no valid skippedReasons"],
  ["another unit's number", (json) => (json["index"] = 1), "belongs to another task, encode 1"],
])("%s", async (_, change, message) => {
  editSealed(marker(2), change);
  const refusal = { code: "PREPARE_PART_CORRUPT", message: `${marker(2)} ${message}; remove it, and resume the job.` };
  await expect(status(job.output)).rejects.toMatchObject(refusal);
  await expect(resume(job.output, { executor })).rejects.toMatchObject(refusal);
  expect((await verify(job.output)).bad).toEqual([{ file: marker(2), reason: refusal.message }]);
});

test("two units' markers that have changed places", async () => {
  renameSync(marker(0), `${marker(0)}.away`);
  renameSync(marker(2), marker(0));
  renameSync(`${marker(0)}.away`, marker(2));
  // They are read at once: whichever comes first is named.
  const message = await resume(job.output, { executor }).then(
    () => "it is done",
    (error: Error) => error.message,
  );
  const [first, second] = [
    `${marker(0)} belongs to another task, encode 2`,
    `${marker(2)} belongs to another task, encode 0`,
  ];
  expect([first, second].filter((expected) => message.includes(expected))).toHaveLength(1);
});

test("any one bit of a marker", async () => {
  for (const byte of [0, 20, 100, 300, 400]) {
    flipBit(marker(0), byte);
    expect((await verify(job.output)).bad.map(({ file }) => file)).toEqual([marker(0)]);
    flipBit(marker(0), byte);
  }
  expect((await verify(job.output)).bad).toEqual([]);
});
