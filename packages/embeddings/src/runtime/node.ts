/** The runtime of Node: the condition "node" of `#onnxruntime`. */
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { loadRuntime, type Runtime } from "./load-runtime.ts";
import { runtimeOfMain } from "./main-realm.ts";
import { refuseTelemetry } from "./telemetry.ts";

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
