/**
 * A result that is a text of others, exactly as it is where a program reads it: nothing added, nothing escaped. On a
 * terminal it is made safe to look at: bytes that are not UTF-8 as `<0xE2>`, controls as marks, tabs as spaces.
 */
import { endOfWholeCharacters } from "../read/utf8.ts";
import { drawBytes } from "../show/draw-text.ts";
import { widthOf } from "../show/graphemes.ts";
import type { GuardedTerminal } from "../terminal/terminal.ts";

/** Bytes that are written before a pipe that was closed is heard of. */
const TURN = 1 << 16;
const TAB_STOP = 8;

export async function writeExact(result: string | Uint8Array, terminal: GuardedTerminal): Promise<void> {
  const bytes = typeof result === "string" ? Buffer.from(result) : result;
  if (terminal.isTerminal) return terminal.stdout(shownBytes(bytes));
  for (let at = 0; at < bytes.length;) {
    const turn = bytes.subarray(at, at + TURN);
    const whole = endOfWholeCharacters(turn);
    at += whole === 0 ? turn.length : whole;
    terminal.rawStdoutBytes(whole === 0 ? turn : turn.subarray(0, whole));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function shownBytes(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at <= bytes.length;) {
    const feed = bytes.indexOf(0x0a, at);
    const end = feed < 0 ? bytes.length : feed;
    // The line end of Windows is one to a terminal as well.
    const isReturned = feed > at && bytes[feed - 1] === 0x0d;
    lines.push(shownLine(bytes.subarray(at, isReturned ? end - 1 : end)));
    at = end + 1;
  }
  return lines.join("\n");
}

function shownLine(bytes: Uint8Array): string {
  let shown = "";
  for (let at = 0; at <= bytes.length;) {
    const tab = bytes.indexOf(0x09, at);
    const end = tab < 0 ? bytes.length : tab;
    shown += drawBytes(bytes.subarray(at, end), false);
    if (tab >= 0) shown += " ".repeat(TAB_STOP - (widthOf(shown) % TAB_STOP));
    at = end + 1;
  }
  return shown;
}
