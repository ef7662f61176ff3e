/**
 * How windows get into a worker thread: tokens in memory through a SharedArrayBuffer, so that there is
 * one copy for all threads; tokens of a source by the source's own way. make-windows.ts is the other end.
 */
import type { TokenIds, WorkerModule } from "@windrow/interfaces";
import type { Tokens } from "./tokens.ts";

/** What a worker thread makes the windows of; it can be cloned into the thread. */
export interface WindowsData {
  readonly tokens: TokenIds | Uint16Array | WorkerModule;
  readonly maxLength: number;
  readonly stride: number;
  readonly documentEnds: ArrayLike<number> | undefined;
}

/** How a worker thread makes the same windows; `undefined` over a source that has no way into a worker. */
export function windowsInWorker(
  tokens: Tokens,
  { maxLength, stride, documentEnds }: Omit<WindowsData, "tokens">,
): WorkerModule | undefined {
  const sharedTokens = "read" in tokens ? tokens.workerModule : shared(tokens);
  if (sharedTokens === undefined) return undefined;
  const ends = documentEnds && Float64Array.from(documentEnds);
  const data: WindowsData = { tokens: sharedTokens, maxLength, stride, documentEnds: ends };
  return { url: new URL("./make-windows.js", import.meta.url).href, export: "makeWindows", data };
}

/** Tokens that threads share: as they are if they are shared already, else a copy. */
function shared(tokens: TokenIds | Uint16Array): TokenIds | Uint16Array {
  if (tokens.buffer instanceof SharedArrayBuffer) return tokens;
  const buffer = new SharedArrayBuffer(tokens.byteLength);
  const copy = tokens instanceof Int32Array ? new Int32Array(buffer) : new Uint16Array(buffer);
  copy.set(tokens);
  return copy;
}
