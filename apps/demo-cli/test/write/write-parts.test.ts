/** Results in turns: not a write for each small part, and not all before anything else is heard of. */
import { expect, test } from "vitest";
import { writeParts } from "../../src/write/write-parts.ts";

async function writesOf(parts: Iterable<string>): Promise<string[]> {
  const writes: string[] = [];
  await writeParts(parts, {
    stdout: (text) => writes.push(text),
    stderr: () => {},
    isStyled: false,
    showsProgress: false,
  });
  return writes;
}

test("small parts are one write", async () => {
  expect(await writesOf(["Rake ", "it", "\n"])).toEqual(["Rake it\n"]);
});

test("long ones are written as soon as there are 65,536 characters, with a turn for everything else between", async () => {
  const seen: number[] = [];
  let turns = 0;
  const count = (): void => {
    turns++;
    if (turns < 100) setImmediate(count);
  };
  setImmediate(count);
  function* parts(): Generator<string> {
    for (let i = 0; i < 6; i++) {
      seen.push(turns);
      yield "x".repeat(2 ** 15);
    }
  }
  const writes = await writesOf(parts());
  expect(writes.map(({ length }) => length)).toEqual([2 ** 16, 2 ** 16, 2 ** 16, 0]);
  expect(seen[1]).toBe(seen[0]);
  expect(seen[2]).toBeGreaterThan(seen[1]!);
  expect(seen[4]).toBeGreaterThan(seen[3]!);
});
