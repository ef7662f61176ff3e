/** Windows rebuilt in a worker thread, from what windows-in-worker.ts has sent. */
import type { TokenSource } from "@windrow/interfaces";
import { loadWorkerModule } from "../load-worker-module.ts";
import { SlidingWindowDataset } from "./sliding-window-dataset.ts";
import { isTokenArray, type Tokens } from "./tokens.ts";
import type { WindowsData } from "./windows-in-worker.ts";

/** The same dataset as in the thread that sent the data. */
export async function makeWindows({ tokens, ...options }: WindowsData): Promise<SlidingWindowDataset<Tokens>> {
  const found = isTokenArray(tokens) ? tokens : ((await loadWorkerModule(tokens)) as TokenSource);
  return new SlidingWindowDataset<Tokens>(found, options);
}
