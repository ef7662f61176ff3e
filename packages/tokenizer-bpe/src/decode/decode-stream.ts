/** Decoding as a web stream. */
import { checkIds } from "../arguments.ts";
import type { OpenIds } from "./id-decoder.ts";

/** Ids in chunks to text in chunks, cut between characters; a chunk of text is never empty. */
export function decodeTransform(ids: OpenIds): TransformStream<ArrayLike<number>, string> {
  return new TransformStream({
    transform(chunk, controller) {
      const text = ids.push(checkIds(chunk));
      if (text !== "") controller.enqueue(text);
    },
    flush(controller) {
      const text = ids.end();
      if (text !== "") controller.enqueue(text);
    },
  });
}
