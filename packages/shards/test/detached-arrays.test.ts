/** Arrays whose buffer was transferred to another thread: an error, where zeros or nothing would come of them. */
import { expect, test } from "vitest";
import { ShardFileWriter, TokenShardWriter } from "../src/index.ts";
import { open, scratchFolder, writeSet } from "./scratch.ts";

const transfer = <A extends Int32Array | Uint16Array>(array: A): A => {
  structuredClone(array, { transfer: [array.buffer as ArrayBuffer] });
  return array;
};
const refused = (option: string): unknown =>
  expect.objectContaining({
    name: "ShardsError",
    code: "DATASET_INVALID_OPTION",
    message: expect.stringMatching(new RegExp(`^${option} is .*transferred to another thread`)),
  });
const noIds = refused("ids");

test("ids to write, checked or not", async () => {
  const writer = await TokenShardWriter.create(scratchFolder(), { format: "bin", vocabSize: 9 });
  await expect(writer.write(transfer(new Int32Array(3)))).rejects.toThrow(noIds);
  await writer.abort();
  for (const areIdsChecked of [false, true]) {
    const shard = await ShardFileWriter.create(scratchFolder(), {
      format: "bin",
      vocabSize: 9,
      name: "a",
      areIdsChecked,
    });
    await expect(shard.write(transfer(new Uint16Array(3)))).rejects.toThrow(noIds);
    const ids = new Int32Array(200_000);
    const writing = shard.write(ids);
    transfer(ids);
    await expect(writing).rejects.toThrow(
      /^ids is .*expected the 200000 ids that were given, unchanged until they are written/,
    );
    await shard.abort();
  }
});

test("an array to read into", async () => {
  const tokens = open(await writeSet({ format: "bin", vocabSize: 9 }, { ids: [1, 2, 3] }));
  expect(() => tokens.read(0, transfer(new Int32Array(2)))).toThrow(refused("out"));
  tokens.read(3, new Int32Array(0));
});
