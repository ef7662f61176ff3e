/**
 * onnxruntime, an optional peer, loaded when the first layer is made: onnxruntime-node in Node, and
 * onnxruntime-web elsewhere. Which, the condition of `#onnxruntime` in package.json decides, so that no
 * bundler for browsers meets the name of the other.
 */
import { EmbeddingsError } from "../errors.ts";

/** onnxruntime's module, as far as this package uses it; onnxruntime-web's has the same members. */
export type Runtime = Pick<typeof import("onnxruntime-node"), "InferenceSession" | "Tensor">;

/** @param load how the module is found @param name of the package that it is of */
export async function loadRuntime(load: () => Promise<Runtime>, name: string): Promise<Runtime> {
  try {
    return await load();
  } catch (error) {
    const { code, message: why } = error as Error & { code?: string };
    // Node has a code, also where a module is missing that the runtime itself imports; in browsers a module that is
    // not there fails to be fetched.
    const isNotFound = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
    const isMissing = isNotFound ? new RegExp(`["']${name}["']`).test(why) : /resolve|fetch/i.test(why);
    const message = isMissing
      ? `${name}, which computes the embeddings, is not installed; type: npm install ${name}`
      : `${name} is installed but could not be loaded (${why}); is there a build of it for this platform?`;
    throw new EmbeddingsError("EMBEDDINGS_NO_RUNTIME", message, { cause: error });
  }
}
