/** The runtime of everything but Node: the default of `#onnxruntime`. */
import { loadRuntime, type Runtime } from "./load-runtime.ts";

export function onnxruntime(): Promise<Runtime> {
  return loadRuntime(() => import("onnxruntime-web"), "onnxruntime-web");
}

/** Whether tables are mapped from files. */
export const mapsFiles = false;

/**
 * Whether onnxruntime works in the caller's memory. The WebAssembly module has a memory of its own:
 * tables are copied into it once, and results out of it.
 */
export const sharesMemory = false;

/** There the memory is the engine's to free. */
export function freeNow(): void {}
