/** Texts that come in parts, for tests of both engines. */
import type { Engine } from "../../src/encode/engine.ts";
import { IdBuffer } from "../../src/id-buffer.ts";
import type { OpenText } from "../../src/split/open-text.ts";
import type { Text } from "./both-engines.ts";

/** The ids of a whole text. */
export function idsOf(engine: Engine, text: Text, limit?: number): Int32Array {
  const out = new IdBuffer(64);
  engine.encode(text, out, limit);
  return out.toArray();
}

/** The ids of a text in parts; the last part ends it. */
export function idsOfParts(open: OpenText, parts: readonly Text[]): Int32Array {
  const out = new IdBuffer(64);
  let count = 0;
  for (const [i, part] of parts.entries()) count += open.push(part, i === parts.length - 1, out, Infinity);
  if (count !== out.length) throw new Error(`${count} ids were said to be there, of ${out.length}`);
  return out.toArray();
}

/** Parts of random lengths, each of whole characters. */
export function randomParts(text: string, random: () => number, longest: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + Math.floor(random() * (longest + 1)));
    if (isWithinPair(text, end)) end++;
    parts.push(text.slice(at, end));
    at = end;
  }
  return [...parts, ""];
}

/** Whether a place is between the halves of a surrogate pair. */
export function isWithinPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && text.codePointAt(at - 1)! > 0xffff;
}
