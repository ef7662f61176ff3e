/** Encoding as a web stream. */
import { IdBuffer } from "../id-buffer.ts";
import type { TextStream } from "./text-stream.ts";

/** Text in chunks to ids in chunks; a chunk of ids is never empty. */
export function encodeTransform(text: Pick<TextStream, "push" | "finish">): TransformStream<string, Int32Array> {
  const out = new IdBuffer(1024);
  const flush = (controller: TransformStreamDefaultController<Int32Array>): void => {
    if (out.length > 0) controller.enqueue(out.toArray());
    out.length = 0;
  };
  return new TransformStream({
    transform(chunk, controller) {
      text.push(chunk, out);
      flush(controller);
    },
    flush(controller) {
      text.finish(out);
      flush(controller);
    },
  });
}
