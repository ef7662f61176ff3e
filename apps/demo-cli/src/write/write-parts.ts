/** Results of any length to stdout, in turns with everything else. */
import type { Terminal } from "../terminal/terminal.ts";

/** Characters written before signals, and a pipe that was closed, are heard of. */
const TURN = 1 << 16;

/** Writes the parts as they are made; `windrow tokenize big.txt | head` makes no more of them than head reads, and a pipe's buffer. */
export async function writeParts(parts: Iterable<string>, terminal: Terminal): Promise<void> {
  let pending = "";
  for (const part of parts) {
    pending += part;
    if (pending.length < TURN) continue;
    terminal.stdout(pending);
    pending = "";
    await new Promise((resolve) => setImmediate(resolve));
  }
  terminal.stdout(pending);
}

/** Lines as parts: each with its end. */
export function* withEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}
