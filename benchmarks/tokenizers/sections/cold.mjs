/** From the start of a process to its first ids on stdout, less what `node -e 0` takes in the same run. */
import { spawn } from "node:child_process";
import { nodeBinary } from "../../node-binary.mjs";
import { candidatesFor } from "../candidates.mjs";
import { writeEntry } from "../entries.mjs";
import { limitGoal, ratioGoals } from "../../cases.mjs";
import { summary } from "../../report.mjs";
import { python } from "../python.mjs";

const TURNS = 10;
const LIMITS = { cl100k_base: 45, o200k_base: 75 };
const TEXT = "Rake it, she said.";

export const cold = {
  question: "How long is it from the start of a process to its first ids, over a process that does nothing?",
  async *run({ encodings, ...plan }) {
    for (const encoding of Object.keys(LIMITS).filter((one) => encodings.includes(one))) {
      const { candidates, notRun } = await candidatesFor(encoding, plan);
      const programs = candidates.map((one) => ({ ...one, argv: coldCommand(one, encoding), times: [] }));
      const bare = {
        npm: { argv: [nodeBinary, "-e", "0"], times: [] },
        python: { argv: [python, "-c", "pass"], times: [] },
      };
      const all = [...Object.values(bare), ...programs].filter(
        ({ argv: [program] }) => program === nodeBinary || notRun.every((reason) => !reason.startsWith("Python")),
      );
      const printed = new Set();
      for (let turn = 0; turn < TURNS; turn++) {
        for (const program of turn % 2 === 0 ? all : all.toReversed()) {
          const { milliseconds, output } = await untilOutput(program);
          program.times.push(milliseconds);
          if (output !== "") printed.add(JSON.stringify(JSON.parse(output)));
        }
      }
      if (printed.size !== 1) throw new Error(`The first ids differ: ${[...printed].join(" ")}`);
      const rows = programs.map(({ label, kind, times }) => {
        const nothing = summary(bare[kind === "python" ? "python" : "npm"].times).median;
        return { candidate: label, kind, ...summary(times.map((time) => time - nothing)) };
      });
      yield {
        label: encoding,
        unit: "ms",
        candidates: rows,
        notRun,
        goals: [limitGoal({ candidates: rows }, LIMITS[encoding], "ms"), ...ratioGoals({ candidates: rows }, {})],
        remarks: [`node -e 0: ${summary(bare.npm.times).median.toFixed(1)} ms, taken off`],
      };
    }
  },
};

function coldCommand(candidate, encoding) {
  if (candidate.kind === "python") return candidate.command("cold");
  const print = `console.log(JSON.stringify(Array.from(encode(${JSON.stringify(TEXT)}))));\n`;
  return [nodeBinary, writeEntry(candidate, encoding, candidate.source(encoding) + print, "cold")];
}

/** Time until the first output, or until the end where there is none. */
function untilOutput({ argv: [program, ...args], env }) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let milliseconds;
    let output = "";
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "inherit"],
      cwd: import.meta.dirname,
      env: { ...process.env, ...env },
    });
    const stop = () => (milliseconds ??= performance.now() - start);
    child.stdout.on("data", (data) => {
      stop();
      output += data;
    });
    child.on("exit", stop);
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve({ milliseconds, output })
        : reject(new Error(`${program} ${args.join(" ")} ends with ${code}`)),
    );
  });
}
