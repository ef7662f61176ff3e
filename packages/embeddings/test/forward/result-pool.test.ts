import { expect, test } from "vitest";
import { ResultPool } from "../../src/forward/result-pool.ts";

const sizesOf = (pool: ResultPool, ...lengths: number[]): (number | undefined)[] =>
  lengths.map((length) => pool.take(length)?.buffer.byteLength);

test("takes back what is no more than twice as long as is asked for, once", () => {
  const pool = new ResultPool();
  pool.give(new Float32Array(100));
  expect(sizesOf(pool, 101, 49)).toEqual([undefined, undefined]);
  expect(pool.take(50)!.length).toBe(50);
  expect(pool.take(50)).toBe(undefined);
});

test("what is given is gone for the giver; giving it again does nothing", () => {
  const pool = new ResultPool();
  const data = new Float32Array(8);
  pool.give(data);
  pool.give(data);
  expect(data.length).toBe(0);
  expect(sizesOf(pool, 8, 8)).toEqual([32, undefined]);
});

test("keeps four, the last that were given", () => {
  const pool = new ResultPool();
  for (const length of [10, 100, 1000, 10_000, 100_000]) pool.give(new Float32Array(length));
  expect(sizesOf(pool, 10, 100, 1000, 10_000, 100_000)).toEqual([undefined, 400, 4000, 40_000, 400_000]);
});

test("closed it keeps nothing, but takes memory away all the same", () => {
  const pool = new ResultPool();
  const [before, after] = [new Float32Array(8), new Float32Array(8)];
  pool.give(before);
  pool.close();
  pool.give(after);
  expect([after.length, ...sizesOf(pool, 8, 8)]).toEqual([0, undefined, undefined]);
});
