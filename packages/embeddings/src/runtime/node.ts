/** The runtime of Node: the condition "node" of `#onnxruntime`. */
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { GatherTables } from "../forward/gather-tables.ts";
import type { RunningGraph } from "../forward/graph-work.ts";
import { openGraphInThread as openInThread } from "../forward/thread/graph-thread.ts";
import { loadRuntime, type Runtime } from "./load-runtime.ts";
import { runtimeOfMain } from "./main-realm.ts";

/**
 * onnxruntime-node's builds keep a number of the machine and send events to Microsoft unless this variable
 * is set when the process first makes a session; a user's own value counts. A worker thread has a copy of the
 * environment, which onnxruntime does not see: it has to be set where threads are started from.
 * Source: onnxruntime's docs/Privacy.md, pull request 27379.
 */
function refuseTelemetry(): void {
  process.env["ORT_DISABLE_TELEMETRY"] ??= "1";
}

export function onnxruntime(): Promise<Runtime> {
  refuseTelemetry();
  return loadRuntime(async () => runtimeOfMain() ?? import("onnxruntime-node"), "onnxruntime-node");
}

/** Whether tables are mapped from files. */
export const mapsFiles = true;

/**
 * Whether onnxruntime works in the caller's memory: reads a table that it is fed where that lies, and
 * writes into an output that it is given (what a run returns is then a copy).
 */
export const sharesMemory = true;

/** A port whose other end is closed. */
let nowhere: MessagePort | undefined;

/**
 * Frees memory at once, not when garbage is next collected: what is handed over to a closed port is
 * dropped there and then, once the port is closed, some turns of the event loop after the first call. The next allocation
 * of that size gets the same memory, where fresh memory would come from the system page by page.
 */
export function freeNow(memory: ArrayBuffer): void {
  if (nowhere === undefined) {
    const { port1, port2 } = new MessageChannel();
    port2.close();
    nowhere = port1;
  }
  nowhere.postMessage(memory, [memory]);
}

/** Opens a graph that is to run in a thread of its own. */
export function openGraphInThread(tables: GatherTables): Promise<RunningGraph> {
  refuseTelemetry();
  return openInThread(tables);
}
