/** How large units are where a job does not say. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { planJob } from "@windrow/prepare";
import { expect, test } from "vitest";
import { defaultUnitBytes } from "../../src/plan/unit-bytes.ts";
import { scratchFolder } from "../support/scratch.ts";

test.each([
  [0, 2 ** 21],
  [64 * 2 ** 21, 2 ** 21],
  [64 * 2 ** 21 + 1, 2 ** 21 + 1],
  [200_000_000, 3_125_000],
  [64 * 2 ** 24, 2 ** 24],
  [10 ** 12, 2 ** 24],
])("of %i bytes units have %i", (total, expected) => expect(defaultUnitBytes(total)).toBe(expected));

test("the plan has it; a job that does not say goes on with what the plan has, another size is another job", async () => {
  const folder = scratchFolder();
  const path = join(folder, "a.jsonl");
  writeFileSync(path, '{"text":"The hay is in."}\n'.repeat(200_000));
  const job = { inputs: [path], tokenizer: { encoding: "gpt2" } } as const;
  const manifest = await planJob({ ...job, output: join(folder, "default") }, { threads: 3 });
  expect(manifest.options.unitBytes).toBe(2 ** 21);
  expect(manifest.units.count).toBe(3);

  const output = join(folder, "said");
  const said = await planJob({ ...job, output, unitBytes: 1_000_000 });
  expect(said.units.count).toBe(6);
  expect(await planJob({ ...job, output })).toEqual(said);
  await expect(planJob({ ...job, output, unitBytes: 2_000_000 })).rejects.toMatchObject({
    code: "PREPARE_FOREIGN_OUTPUT",
    fields: { field: "unitBytes" },
  });
});
