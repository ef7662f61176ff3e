/** A text to ids: a long one in slices, so that progress is shown and Ctrl-C is heard. */
import type { EncodeOptions } from "@windrow/tokenizer-bpe";
import { startProgress } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { encodeChunks } from "./encode-chunks.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

/** Characters in a slice, which takes about 30 ms; a shorter text is encoded in one call. */
const SLICE = 1 << 20;

/** The ids that `tokenizer.encode` gives. */
export async function encodeText(
  text: string,
  tokenizer: Pick<TextTokenizer, "name" | "encode" | "encodeStream">,
  rules: EncodeOptions,
  terminal: Terminal,
): Promise<Int32Array> {
  if (text.length <= SLICE) return tokenizer.encode(text, rules);
  const progress = startProgress(`tokenizing, ${tokenizer.name}`, text.length, terminal);
  const parts: Int32Array[] = [];
  let tokens = 0;
  try {
    const slices = slicesOf(text, (done) => progress.update(done, tokens));
    for await (const ids of encodeChunks(slices, tokenizer, rules)) {
      parts.push(ids);
      tokens += ids.length;
    }
  } finally {
    progress.end();
  }
  const all = new Int32Array(tokens);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function* slicesOf(text: string, onSlice: (done: number) => void): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += SLICE) {
    onSlice(at);
    yield text.slice(at, at + SLICE);
    // Lets signals and what was written through.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
