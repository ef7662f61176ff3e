/** Decoding as a web stream. */
import type { OpenText } from "./text-decoder.ts";

/** Ids in chunks to text in chunks, cut between characters; a chunk of text is never empty. */
export function decodeTransform(
  text: OpenText,
  check: (ids: ArrayLike<number>) => ArrayLike<number>,
): TransformStream<ArrayLike<number>, string> {
  return new TransformStream({
    transform(chunk, controller) {
      const part = text.push(check(chunk));
      if (part !== "") controller.enqueue(part);
    },
    flush(controller) {
      const part = text.end();
      if (part !== "") controller.enqueue(part);
    },
  });
}
