/** Two write the same shard at once, as processes of one job do: whoever fails takes nothing from the other. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ShardFileWriter } from "../src/index.ts";
import { scratchFolder } from "./scratch.ts";

const OPTIONS = { name: "train_000000", vocabSize: 100 };

async function written(folder: string, format: "bin" | "megatron"): Promise<ShardFileWriter> {
  const writer = await ShardFileWriter.create(folder, { ...OPTIONS, format });
  await writer.write([1, 2, 3]);
  await writer.endDocument();
  return writer;
}

test.each([
  ["bin", "documents"],
  ["megatron", "idx"],
] as const)("%s: the .%s of the one that is done stays", async (format, extension) => {
  const folder = scratchFolder();
  const [first, second] = [await written(folder, format), await written(folder, format)];
  await first.close();
  const done = readdirSync(folder).filter((name) => !name.endsWith(".tmp"));
  expect(done).toEqual(["train_000000.bin", `train_000000.${extension}`].toSorted());
  // As whoever finishes a job sweeps.
  for (const name of readdirSync(folder)) if (name.endsWith(".tmp")) rmSync(join(folder, name));
  await expect(second.close()).rejects.toMatchObject({ code: "DATASET_SHARD_UNWRITABLE" });
  await second.discard();
  expect(readdirSync(folder).toSorted()).toEqual(done);
});

test("what is not closed leaves nothing, and what is closed stays", async () => {
  const folder = scratchFolder();
  const unfinished = await written(folder, "bin");
  await unfinished.discard();
  expect(readdirSync(folder)).toEqual([]);
  await expect(unfinished.write([1])).rejects.toMatchObject({ code: "DATASET_SHARD_CLOSED" });
  const finished = await written(folder, "bin");
  await finished.close();
  await finished.discard();
  await finished.abort();
  expect(readdirSync(folder)).toHaveLength(2);
});
