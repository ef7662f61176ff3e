/**
 * Where a job of windrow prepare grows with its units, up to a million (16.8 TB of text at 16 MiB each):
 * the plan, opening it, asking for its status, and the step to the shards. Nothing is encoded.
 *
 * The environment variable WINDROW_BENCH_UNITS sets other numbers of units, separated by commas.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { summary } from "./report.mjs";

const SIZES = (process.env.WINDROW_BENCH_UNITS ?? "10000,100000,1000000").split(",").map(Number);

/** The figures of one number of units, from a process of its own. */
function measured(units) {
  const folder = mkdtempSync(join(tmpdir(), "windrow-bench-"));
  try {
    const args = ["candidates/prepare-sizes.mjs", String(units), folder];
    return JSON.parse(execFileSync("node", args, { encoding: "utf8", cwd: import.meta.dirname }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ROWS = [
  ["plan", "writing the plan (without reading inputs)"],
  ["open", "opening it and reading one unit"],
  ["unitsLeft", "which units are left, of none done"],
  ["statusOfNone", "status, none done"],
  ["statusOfAll", "status, all done"],
  ["assembly", "the step from units to shards"],
];

export const benchmark = {
  question: "How large and how slow is what grows with the units of a job?",
  sections: Object.fromEntries(
    SIZES.map((units) => [
      `${units}`,
      {
        question: `A job of ${units.toLocaleString("en-US")} units`,
        *run() {
          const figures = measured(units);
          const candidates = ROWS.map(([key, candidate]) => ({ candidate, kind: "ours", ...summary(figures[key]) }));
          const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
          const remarks = [
            `job.json ${figures.manifestBytes} bytes, lists and indexes ${megabytes(figures.listBytes)} (${(figures.listBytes / units).toFixed(0)} bytes a unit),`,
            `a marker ${figures.markerBytes} bytes, assembly.bin ${megabytes(figures.assemblyBytes)}. Peak resident set ${figures.memory.toFixed(0)} MB.`,
          ];
          yield { label: "time", unit: "ms", candidates, goals: [], remarks, figures };
        },
      },
    ]),
  ),
};
