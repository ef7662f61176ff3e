/**
 * Runs turbo, and says what is going on only where there is something to do or something fails, so that the
 * output of the command that follows is all there is to read. Everything goes to stderr: stdout belongs to
 * that command. On a terminal one line follows the packages and is taken away in the end.
 *
 * Usage: node tools/build.mjs TASK [turbo's options]
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** What is said when the first package is not in turbo's cache. */
const BEGINNINGS = {
  build: "Building the packages: about 20 seconds the first time, later only what has changed ...",
  types: "Checking the types of what has changed ...",
};
const ERASE_LINE = "\r\u001b[K";

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" };
const args = ["run", ...process.argv.slice(2), "--output-logs=new-only", "--log-order=stream", "--log-prefix=task"];
const turbo = spawn("turbo", [...args, "--ui=stream"], {
  env,
  shell: process.platform === "win32",
  stdio: ["ignore", "pipe", "pipe"],
});

const lines = [];
const said = new Set();
const isWatched = Boolean(process.stderr.isTTY) && env.TERM !== "dumb";
/** A line of turbo's: `@windrow/core:build: cache miss, executing 246871f9bb84f833`. */
function follow(line) {
  lines.push(line);
  const [, name, task] = /^(\S+):(\w+): cache (?:miss|bypass)\b/.exec(line) ?? [];
  const beginning = BEGINNINGS[task];
  if (beginning === undefined) return;
  if (!said.has(beginning)) process.stderr.write(`${isWatched ? ERASE_LINE : ""}${beginning}\n`);
  said.add(beginning);
  if (isWatched) process.stderr.write(`${ERASE_LINE}${task === "build" ? "building" : "checking"} ${name}`);
}
for (const stream of [turbo.stdout, turbo.stderr]) createInterface({ input: stream }).on("line", follow);

turbo.on("error", (error) => {
  throw error;
});
turbo.on("close", (status) => {
  if (isWatched && said.size > 0) process.stderr.write(ERASE_LINE);
  if (status !== 0) process.stderr.write(`${ofFailed(lines).join("\n")}\n`);
  process.exitCode = status ?? 1;
});

/** Without what the packages have to say that did not fail. */
function ofFailed(all) {
  const failed = new Set(all.flatMap((line) => /^ *Failed: +(.*)$/.exec(line)?.[1].split(", ") ?? []));
  return all.filter((line) => {
    const [, name, task] = /^(\S+):(\w+): /.exec(line) ?? [];
    return name === undefined || failed.size === 0 || failed.has(`${name}#${task}`);
  });
}
