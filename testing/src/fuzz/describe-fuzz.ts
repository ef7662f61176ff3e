/** Fuzz targets as tests. */
import { expect, test } from "vitest";
import type { FuzzTarget } from "./fuzz-target.ts";
import { runTarget } from "./run-target.ts";

/** Room for what a busy machine does beside, and for making the valid inputs. */
const EXTRA_MS = 120_000;

/** A test for each target: no wrong answer in the time that WINDROW_FUZZ_SECONDS gives it. */
export function testFuzzTargets(targets: readonly FuzzTarget[]): void {
  const timeout = 1000 * Number(process.env["WINDROW_FUZZ_SECONDS"] ?? "3") + EXTRA_MS;
  test.each(targets)("$name", { timeout }, async (target) => {
    const { inputs, taken, findings } = await runTarget(target);
    console.info(`fuzz ${target.name}: ${inputs} damaged inputs, ${taken} of them taken`);
    expect(findings.join("\n\n")).toBe("");
    expect(inputs).toBeGreaterThan(0);
  });
}
