/** Random texts through both engines; a difference is reported for the smallest text that still shows it. */
import { mulberry32 } from "@windrow/testing";
import { expect } from "vitest";
import type { BothEngines, Text } from "./both-engines.ts";
import { troublesomeBytes, troublesomeText } from "./troublesome-texts.ts";

/** The share of texts that are bytes, most of which are not UTF-8. */
const BYTES = 0.15;

export function expectNoDifference(engines: BothEngines, seed: number, count: number): void {
  const random = mulberry32(seed);
  for (let i = 0; i < count; i++) {
    const text: Text = random() < BYTES ? troublesomeBytes(random) : troublesomeText(random);
    const at = [random(), random()] as const;
    const difference = engines.difference(text, at);
    if (difference === undefined) continue;
    const smallest = shrink(text, (shorter) => engines.difference(shorter, at) !== undefined);
    expect.unreachable(
      `text ${i} of seed ${seed}, ${shown(smallest)}: ${engines.difference(smallest, at) ?? "no longer"}\n` +
        `whole, ${shown(text)}: ${difference}`,
    );
  }
}

/** A text without as much as can be left out. */
function shrink(text: Text, fails: (shorter: Text) => boolean): Text {
  let symbols: (string | number)[] = typeof text === "string" ? [...text] : [...text];
  const made = (some: readonly (string | number)[]): Text =>
    typeof text === "string" ? some.join("") : Uint8Array.from(some as number[]);
  for (let size = symbols.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < symbols.length;) {
      const shorter = symbols.toSpliced(at, size);
      if (fails(made(shorter))) symbols = shorter;
      else at += size;
    }
  }
  return made(symbols);
}

function shown(text: Text): string {
  if (typeof text !== "string") return Buffer.from(text).toString("hex");
  return JSON.stringify(text).replace(/[^ -~]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}
