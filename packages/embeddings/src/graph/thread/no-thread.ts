/** Everything but Node has no thread for a graph: the default of `#graph-thread`. */
import { invalidOption } from "../../options.ts";
import type { RunningGraph } from "../graph-work.ts";

/** Threads are the caller's own there. @throws EmbeddingsError EMBEDDINGS_INVALID_OPTION */
export function openGraphInThread(): Promise<RunningGraph> {
  return Promise.reject(
    invalidOption("worker", true, "false outside of Node; make the embedding in a Web Worker instead"),
  );
}
