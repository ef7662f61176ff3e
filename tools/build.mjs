/**
 * Runs turbo and says nothing unless that fails, so that the output of the command that follows is
 * all there is to read. Everything goes to stderr: stdout belongs to that command.
 *
 * Usage: node tools/build.mjs TASK [turbo's options]
 */
import { spawnSync } from "node:child_process";

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" };
const args = ["run", ...process.argv.slice(2), "--output-logs=errors-only", "--ui=stream"];
const shell = process.platform === "win32";
const { status, stdout, stderr, error } = spawnSync("turbo", args, { env, shell, maxBuffer: 2 ** 28 });
if (error) throw error;
if (status !== 0) process.stderr.write(Buffer.concat([stdout, stderr]));
process.exitCode = status ?? 1;
