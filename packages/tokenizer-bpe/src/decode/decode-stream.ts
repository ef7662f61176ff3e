/** Decoding as a web stream. */
import { checkIds } from "../arguments.ts";
import type { IdDecoder } from "./id-decoder.ts";
import { asTextTooLong } from "./text-too-long.ts";

/** Ids in chunks to text in chunks, cut between characters; a chunk of text is never empty. */
export function decodeTransform(ids: IdDecoder): TransformStream<ArrayLike<number>, string> {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  return new TransformStream({
    transform(chunk, controller) {
      const bytes = ids.bytes(checkIds(chunk));
      const text = asTextTooLong(() => utf8.decode(bytes, { stream: true }));
      if (text !== "") controller.enqueue(text);
    },
    flush(controller) {
      const text = utf8.decode();
      if (text !== "") controller.enqueue(text);
    },
  });
}
