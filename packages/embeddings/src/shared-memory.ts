/** Memory that threads share: onnxruntime can't work in it, so it is refused by name, or copied. */
import { EmbeddingsError } from "./errors.ts";

/** Whether an array lies in a SharedArrayBuffer. */
export function isShared(array: ArrayBufferView): boolean {
  return typeof SharedArrayBuffer !== "undefined" && array.buffer instanceof SharedArrayBuffer;
}

/** @throws EmbeddingsError of this code where the array lies in a SharedArrayBuffer */
export function refuseShared(
  code: "EMBEDDINGS_INVALID_SHAPE" | "EMBEDDINGS_INVALID_WEIGHT",
  name: string,
  array: Float32Array,
): asserts array is Float32Array<ArrayBuffer> {
  if (!isShared(array)) return;
  throw new EmbeddingsError(
    code,
    `${name} is in a SharedArrayBuffer, which onnxruntime can't use; expected a Float32Array over an ArrayBuffer, such as Float32Array.from(${name}).`,
  );
}
