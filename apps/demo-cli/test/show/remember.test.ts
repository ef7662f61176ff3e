/** What is computed once, and what again. */
import { expect, test, vi } from "vitest";
import { remembered } from "../../src/show/remember.ts";

test("short texts are computed once, long ones each time", () => {
  const compute = vi.fn<(text: string) => number>((text) => text.length);
  const lengthOf = remembered(compute);
  for (const length of [0, 64, 65, 64, 0, 65]) expect(lengthOf("x".repeat(length))).toBe(length);
  expect(compute.mock.calls.map(([text]) => text.length)).toEqual([0, 64, 65, 65]);
});

test("after 20,000 answers all are forgotten", () => {
  const compute = vi.fn<(text: string) => string>((text) => text);
  const same = remembered(compute);
  for (let i = 0; i < 20_000; i++) same(String(i));
  for (const text of ["0", "19999"]) same(text);
  expect(compute).toHaveBeenCalledTimes(20_000);
  for (const text of ["20000", "0", "20000"]) expect(same(text)).toBe(text);
  expect(compute).toHaveBeenCalledTimes(20_002);
});
