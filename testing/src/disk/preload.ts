/** The library that makes a process' disk fail (preload.c), built where there is a compiler. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { FaultKind } from "./faults.ts";

/** Why it can't be used here; undefined where it can. */
export const noPreload: string | undefined = whyNot();

function whyNot(): string | undefined {
  if (process.platform !== "linux") return "no Linux, whose loader preloads libraries";
  return spawnSync("cc", ["--version"]).error === undefined ? undefined : "no cc";
}

/** Builds the library into a folder, outside of those whose files are to fail. @returns its path */
export function buildPreload(folder: string): string {
  const library = join(folder, "faults.so");
  const source = join(import.meta.dirname, "preload.c");
  const { status, stderr } = spawnSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]);
  if (status !== 0) throw new Error(`preload.c could not be built: ${stderr.toString()}`);
  return library;
}

/** The environment of a process whose call of this number goes wrong; 0 for none. */
export function preloadEnvironment(
  library: string,
  fault: { readonly kind: FaultKind; readonly call: number },
  folder: string,
  countFile: string,
): Record<string, string> {
  return {
    LD_PRELOAD: library,
    WINDROW_FAULT: `${fault.kind} ${fault.call}`,
    WINDROW_FAULT_FOLDER: folder,
    WINDROW_FAULT_COUNT: countFile,
  };
}
