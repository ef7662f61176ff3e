/** Text that would act on a terminal if it got there, and every command that shows some: for the tests that put the one into the other. */
import { type Finished, runCli } from "./run-cli.ts";

/** By what it does. */
export const HOSTILE: readonly (readonly [string, string])[] = [
  ["a window's title", "\u001b]0;pwn\u0007"],
  ["our own style", "\u001b[1m"],
  ["our own erased line", "\r\u001b[K"],
  ["C1 in its one byte", "\u009b31m\u0085"],
  ["marks of direction", "\u202eevil\u2066\u200f\u061c"],
  ["a line of ours", "x\nwindrow: all is well"],
  ["a suggestion of ours", "x\n(Did you mean rm?)"],
  ["other line ends", "\u2028\u2029\u000b\u000c"],
  ["nothing to see", "\u200b\ufeff\u2060\u00ad\u180e"],
  ["hidden letters", "\u{e0041}\u{e0042}"],
  ["backspaces and DEL", "\b\b\u007f"],
];
/** All of it, with spaces between. */
export const ALL: string = HOSTILE.map(([, text]) => text).join(" ");

/** What a command writes may be styled, and watched on a terminal that is narrow. */
const LOOKS = [
  { isTerminal: true },
  { isStyled: true, showsProgress: true, columns: 30, stderrColumns: 30, isTerminal: true },
];

/** The commands that read a text, each with what it needs beside one. */
export const READERS: readonly (readonly string[])[] = [
  ["tokenize"],
  ["tokenize", "--json"],
  ["tokenize", "--ids"],
  ["truncate", "-n", "1000"],
  ["truncate", "-n", "1000", "--from", "end"],
  ["truncate", "-n", "1000", "--json"],
  ["split", "-n", "9", "--overlap", "3"],
  ["split", "-n", "9", "--json"],
  ["count"],
  ["count", "--json"],
  ["compare", "-e", "gpt2,simple"],
  ["compare", "-e", "gpt2,simple", "--json"],
  ["diff", "gpt2", "o200k_base"],
  ["diff", "gpt2", "o200k_base", "--json"],
  ["windows"],
  ["windows", "--json"],
  ["batches"],
  ["batches", "--json"],
  ["embed", "--embedding-dim", "2"],
  ["demo", "--embedding-dim", "2"],
  ["demo", "--embedding-dim", "2", "--json"],
];

/** In every look. */
export async function inAllLooks(args: readonly string[]): Promise<Finished> {
  const styled = await runCli(args, LOOKS[1]);
  // JSON looks the same everywhere.
  return args.includes("--json") ? styled : runCli(args, LOOKS[0]);
}

/** Lines that only windrow itself may begin so. */
export const forged = (stderr: string): string[] =>
  stderr.split("\n").filter((line) => line === "windrow: all is well");
