/** onnxruntime-node, an optional peer: loaded when the first layer is made. */
import { EmbeddingsError } from "./errors.ts";

/** onnxruntime's module, as far as this package uses it. */
export type Runtime = typeof import("onnxruntime-node");

export async function loadRuntime(): Promise<Runtime> {
  try {
    return await import("onnxruntime-node");
  } catch (error) {
    throw new EmbeddingsError(
      "EMBEDDINGS_NO_RUNTIME",
      "onnxruntime-node, which computes the embeddings, could not be loaded; type: npm install onnxruntime-node",
      { cause: error },
    );
  }
}
