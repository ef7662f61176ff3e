/** Decoding as a web stream. */
import type { TokenDecoder } from "./token-decoder.ts";

/** Ids in chunks to text in chunks, cut between characters; a chunk of text is never empty. */
export function decodeTransform(decoder: TokenDecoder): TransformStream<ArrayLike<number>, string> {
  const pass = (text: string, controller: TransformStreamDefaultController<string>): void => {
    if (text !== "") controller.enqueue(text);
  };
  return new TransformStream({
    transform: (chunk, controller) => pass(decoder.push(chunk), controller),
    flush: (controller) => pass(decoder.end(), controller),
  });
}
