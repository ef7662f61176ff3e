/** Python as an oracle where it is installed: `python3`, or what the variable PYTHON names. */
import { spawnSync } from "node:child_process";
import { skipNote } from "@windrow/testing";
import { test } from "vitest";

const interpreter = process.env.PYTHON ?? "python3";

/** Runs a script and returns what it printed as JSON. */
export function python(script: string, ...args: string[]): unknown {
  const { status, stdout, stderr, error } = spawnSync(interpreter, ["-c", script, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${interpreter} failed: ${error?.message ?? stderr}`);
  return JSON.parse(stdout);
}

/** A test that runs where Python has the modules, and says by its name what is missing where it is skipped. */
export function testWithPython(name: string, modules: readonly string[], run: () => Promise<void> | void): void {
  const hasThem = spawnSync(interpreter, ["-c", `import ${modules.join(", ")}`]).status === 0;
  test.skipIf(!hasThem)(name + skipNote(hasThem ? undefined : `no Python with ${modules.join(" and ")}`), run);
}
