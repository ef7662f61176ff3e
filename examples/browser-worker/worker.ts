/** The worker: texts in, ids and tokens out. The vocabulary is in its bundle and never in the page's. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";

/** The page asks with a text and a number, and gets the number back. */
export interface Request {
  readonly id: number;
  readonly text: string;
}

export interface Answer {
  readonly id: number;
  readonly ids: Int32Array;
  /** The part of the text that each id stands for. */
  readonly tokens: readonly string[];
}

addEventListener("message", ({ data: { id, text } }: MessageEvent<Request>) => {
  const ids = gpt2.encodeOrdinary(text);
  const { text: decoded, offsets } = gpt2.decodeWithOffsets(ids);
  // A character of several ids, such as most emoji, is shown with the last of them.
  const tokens = Array.from(offsets, (offset, i) => decoded.slice(offset, offsets[i + 1]));
  const answer: Answer = { id, ids, tokens };
  // The ids are handed over, not copied.
  postMessage(answer, { transfer: [ids.buffer] });
});
