/**
 * Runs a task in each candidate, a process of its own each time, in turns and in both orders, so
 * that a machine that slows down slows all of them; then compares the ids.
 *
 * A task is `{ warm: [texts], timed: [texts], rounds, seconds }`, see candidates/tokenizers/encode-task.mjs.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareIds } from "./differences.mjs";
import { checkEngine } from "./engines.mjs";

const scratch = mkdtempSync(join(tmpdir(), "windrow-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/**
 * @param options.program which of candidates/tokenizers to run
 * @param options.enough a peer makes no further turn when its processes have taken so many seconds
 * @param options.seconds the time after which a process is ended; the start of the process counts
 * @param options.mayFail whether ours may fail too (else that ends the run)
 * @param options.corpus name of the corpus whose digest the golden figures have
 * @returns for each candidate `{ candidate, kind, turns: [what the program printed] , ids }` or `{ ..., failed }`
 */
export async function takeTurns(encoding, candidates, task, options = {}) {
  const { turns = 1, program = "encode", seconds = 600, enough = Infinity, mayFail = false, corpus } = options;
  const taskFile = join(scratch, "task.json");
  writeFileSync(taskFile, JSON.stringify(task));
  const outcomes = candidates.map(({ label, kind }) => ({ candidate: label, kind, turns: [] }));
  const spent = candidates.map(() => 0);
  for (let turn = 0; turn < turns; turn++) {
    for (const i of orderOf(turn, candidates.length)) {
      const outcome = outcomes[i];
      if (outcome.failed !== undefined || (candidates[i].slow && turn > 0) || spent[i] > enough) continue;
      const start = performance.now();
      const result = runProcess([...candidates[i].command(program), taskFile, idsFile(i)], {
        seconds,
        env: candidates[i].env,
      });
      if (outcome.kind !== "ours") spent[i] += (performance.now() - start) / 1000;
      checkEngine(candidates[i], result.engine);
      if (result.failed === undefined) outcome.turns.push(result);
      else outcome.failed = result.failed;
      if (outcome.failed !== undefined && outcome.kind === "ours" && !mayFail)
        throw new Error(`${outcome.candidate}, ${encoding}: ${result.failed}\n${result.stderr}`);
    }
  }
  if (program === "encode") await checkIds(encoding, outcomes, corpus);
  return outcomes;
}

/** Both orders, and each pair of them begins with another candidate. */
function orderOf(turn, count) {
  const order = Array.from({ length: count }, (_, i) => (i + (turn >> 1)) % count);
  return turn % 2 === 0 ? order : order.toReversed();
}

const idsFile = (i) => join(scratch, `${i}.ids`);

async function checkIds(encoding, outcomes, corpus) {
  const ids = outcomes.map((outcome, i) => {
    if (outcome.failed !== undefined || !existsSync(idsFile(i))) return undefined;
    const bytes = readFileSync(idsFile(i));
    return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  });
  await compareIds(encoding, outcomes, ids, corpus);
  for (const i of outcomes.keys()) rmSync(idsFile(i), { force: true });
}

/** The error that Node or Python prints last, without what follows it. */
function reason(stderr) {
  const error = /^[\w.]*(?:Error|Exception)\b.*$/m.exec(stderr);
  return error === null ? undefined : error[0].slice(0, 70);
}

/** What a candidate's process printed last, as JSON, or `{ failed: why }`. */
function runProcess([program, ...args], { seconds, env }) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    timeout: seconds * 1000,
    killSignal: "SIGKILL",
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...env },
    cwd: join(import.meta.dirname, ".."),
  });
  if (error?.code === "ETIMEDOUT") return { failed: `over ${seconds} s`, stderr };
  if (error !== undefined) return { failed: `can't be started (${error.message})`, stderr };
  if (status !== 0) return { failed: `fails (${reason(stderr) ?? status ?? "killed"})`, stderr };
  return JSON.parse(stdout.trimEnd().split("\n").at(-1));
}
