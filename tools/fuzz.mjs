/**
 * Tries damaged inputs on the parsers: `pnpm fuzz [TARGET] [--seconds N] [--inputs N] [--seed N]`, until the one
 * or the other is reached. TARGET is a part of a
 * target's name, as it is printed; the seed of a finding makes it again, as the first input.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "60" },
    inputs: { type: "string", default: "1000000000" },
    seed: { type: "string", default: "1" },
  },
});
for (const [option, value] of Object.entries(values)) {
  if (!/^\d+$/.test(value)) {
    console.error(`--${option} is ${value}; expected a whole number.`);
    process.exit(2);
  }
}
const [target] = positionals;
// Vitest takes the name for a regular expression.
const named = target === undefined ? [] : ["-t", target.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)];
const [WINDROW_FUZZ_SECONDS, WINDROW_FUZZ_INPUTS, WINDROW_FUZZ_SEED] = [values.seconds, values.inputs, values.seed];
const env = { ...process.env, WINDROW_FUZZ_SECONDS, WINDROW_FUZZ_INPUTS, WINDROW_FUZZ_SEED };
const args = ["exec", "vitest", "run", "--mode", "full", "fuzz.long", ...named];
const { status } = spawnSync("pnpm", args, { stdio: "inherit", env, shell: process.platform === "win32" });
process.exit(status ?? 1);
