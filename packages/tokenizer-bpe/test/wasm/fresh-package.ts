/** The package loaded again, in a process where WebAssembly is replaced. */
import { vi } from "vitest";
import type * as Index from "../../src/index.ts";

const real = WebAssembly;

/** WebAssembly with some members replaced. */
export function webAssemblyWith(replaced: Partial<Record<keyof typeof WebAssembly, unknown>>): unknown {
  // Its own are not enumerable.
  const members = Object.getOwnPropertyNames(real).map((name) => [name, real[name as keyof typeof real]]);
  return { ...Object.fromEntries(members), ...replaced };
}

/** @param globals what there is in place of WebAssembly, from now until `vi.unstubAllGlobals` */
export async function freshPackage(
  globals: { readonly WebAssembly: unknown } = { WebAssembly: real },
): Promise<typeof Index> {
  // The module of the engine is compiled once.
  vi.resetModules();
  vi.stubGlobal("WebAssembly", globals.WebAssembly);
  return import("../../src/index.ts");
}
