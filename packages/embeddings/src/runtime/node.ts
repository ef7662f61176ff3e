/** The runtime of Node: the condition "node" of `#onnxruntime`. */
import { loadRuntime, type Runtime } from "./load-runtime.ts";

export function onnxruntime(): Promise<Runtime> {
  return loadRuntime(() => import("onnxruntime-node"), "onnxruntime-node");
}

/** Whether tables are mapped from files. */
export const mapsFiles = true;

/**
 * Whether onnxruntime works in the caller's memory: reads a table that it is fed where that lies, and
 * writes into an output that it is given (what a run returns is then a copy).
 */
export const sharesMemory = true;

/** Where a graph is opened that is to run in a thread of its own. */
export { openGraphInThread } from "../forward/thread/graph-thread.ts";
