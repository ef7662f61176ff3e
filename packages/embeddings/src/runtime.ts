/** onnxruntime-node, an optional peer: loaded when the first layer is made. */
import { EmbeddingsError } from "./errors.ts";

/** onnxruntime's module, as far as this package uses it. */
export type Runtime = typeof import("onnxruntime-node");

/** @param load how the module is found */
export async function loadRuntime(load: () => Promise<Runtime> = () => import("onnxruntime-node")): Promise<Runtime> {
  try {
    return await load();
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
    const message = isMissing
      ? "onnxruntime-node, which computes the embeddings, is not installed; type: npm install onnxruntime-node"
      : `onnxruntime-node is installed but could not be loaded (${(error as Error).message}); is there a build of it for ${process.platform} ${process.arch}?`;
    throw new EmbeddingsError("EMBEDDINGS_NO_RUNTIME", message, { cause: error });
  }
}
