/**
 * `pnpm dev`: builds what is edited, and runs the tests that an edit may have changed, until Ctrl-C.
 *
 * Usage: pnpm dev [vitest's options, such as --project @windrow/random]
 *
 * Tests run the packages from their source, so they need not wait for the build; it is for what starts a program
 * of its own, and for the terminal tool.
 */
import { spawn } from "node:child_process";

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" };
const shell = process.platform === "win32";
const builds = spawn("turbo", ["watch", "build", "--output-logs=errors-only", "--ui=stream"], {
  env,
  shell,
  stdio: ["ignore", "ignore", "inherit"],
});
const tests = spawn("vitest", ["watch", "--changed", ...process.argv.slice(2)], { env, shell, stdio: "inherit" });

const programs = [builds, tests];
for (const program of programs) {
  program.once("error", (error) => {
    console.error(`pnpm dev could not start ${program.spawnfile}: ${error.message}`);
    end(1);
  });
  // Either is of no use without the other.
  program.once("exit", (code, signal) => end(code ?? (signal === null ? 0 : 1)));
}

function end(code) {
  process.exitCode ||= code;
  for (const program of programs) program.kill();
}

// Ctrl-C reaches both of them, and vitest asks whether to end.
process.on("SIGINT", () => {});
