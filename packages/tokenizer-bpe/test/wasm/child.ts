/** Programs in a process of their own, with the package as it is published. */
import { spawnSync } from "node:child_process";

/** The package's folder, in which a program finds it by its name. */
const cwd = new URL("../..", import.meta.url);

/** A vocabulary of the bytes and two tokens more, as a .tiktoken file. */
export const SMALL_RANKS: string = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))
  .concat("ha", "hay")
  .map((token, id) => `${btoa(token)} ${id}`)
  .join("\n");

export interface ChildOptions {
  /** Node's flags. */
  readonly flags?: readonly string[];
  /** KiB of address space, on Linux and macOS. */
  readonly addressSpace?: number;
  /** By default none that chooses an engine. */
  readonly engine?: string;
}

/**
 * Runs a program, and reads what it prints: one value in JSON.
 * @throws Error with all that it printed where it fails
 */
export function runChild(program: string, { flags = [], addressSpace, engine = "" }: ChildOptions = {}): unknown {
  const args = [...flags, "--input-type=module", "--eval", program];
  const env = { ...process.env, WINDROW_ENGINE: engine, NODE_OPTIONS: "" };
  const [command, given] =
    addressSpace === undefined
      ? [process.execPath, args]
      : ["sh", ["-c", `ulimit -v ${addressSpace}; exec "$0" "$@"`, process.execPath, ...args]];
  const { status, stdout, stderr } = spawnSync(command, given, { cwd, env, encoding: "utf8" });
  if (status !== 0 || stderr !== "") throw new Error(`status ${status}\n${stdout}\n${stderr}`);
  return JSON.parse(stdout);
}
