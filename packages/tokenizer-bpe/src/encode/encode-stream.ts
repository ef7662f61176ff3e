/** Encoding as a web stream. */
import type { TokenEncoder } from "./token-encoder.ts";

/** Text in chunks to ids in chunks; a chunk of ids is never empty. */
export function encodeTransform(encoder: TokenEncoder): TransformStream<string, Int32Array> {
  const pass = (ids: Int32Array, controller: TransformStreamDefaultController<Int32Array>): void => {
    if (ids.length > 0) controller.enqueue(ids);
  };
  return new TransformStream({
    transform: (chunk, controller) => pass(encoder.push(chunk), controller),
    flush: (controller) => pass(encoder.end(), controller),
  });
}
