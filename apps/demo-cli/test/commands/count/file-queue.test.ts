/** Which files a thread is given, and when. */
import { expect, test } from "vitest";
import { FileQueue, type QueuedFile } from "../../../src/commands/count/file-queue.ts";

const LARGE = 2 ** 18;
const file = (index: number, bytes: number): QueuedFile => ({ index, path: `${index}`, bytes });

const taken = async (queue: FileQueue): Promise<number[] | undefined> =>
  (await queue.take())?.map(({ index }) => index);

test("large files one by one, the largest first; then small ones, up to 64 or 256 kB; then nothing", async () => {
  const queue = new FileQueue();
  for (let i = 0; i < 70; i++) queue.add(file(i, 10));
  queue.add(file(70, LARGE));
  queue.add(file(71, LARGE + 2));
  queue.add(file(72, LARGE + 1));
  expect([await taken(queue), await taken(queue), await taken(queue)]).toEqual([[71], [72], [70]]);
  expect(await taken(queue)).toEqual(Array.from({ length: 64 }, (_, i) => i));
  queue.add(file(73, LARGE - 1));
  expect(await taken(queue)).toEqual([64, 65, 66, 67, 68, 69, 73]);
  queue.add(file(74, 0));
  queue.close();
  expect([await taken(queue), await taken(queue), await taken(queue)]).toEqual([[74], undefined, undefined]);
});

test("who asks before there are files waits for them", async () => {
  const queue = new FileQueue();
  const asked = [taken(queue), taken(queue), taken(queue)];
  queue.add(file(0, LARGE));
  queue.add(file(1, 1));
  expect(await asked[0]).toEqual([0]);
  queue.close();
  expect(await Promise.all(asked)).toEqual([[0], [1], undefined]);
});
