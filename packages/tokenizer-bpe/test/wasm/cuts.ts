/** A text in parts, however it is cut, has the ids of the whole. */
import { mulberry32 } from "@windrow/testing";
import { expect } from "vitest";
import { IdBuffer } from "../../src/id-buffer.ts";
import type { BothEngines } from "./both-engines.ts";
import { expectSameIds } from "./expect-same-ids.ts";
import { idsOf, idsOfParts, isWithinPair, randomParts } from "./texts-in-parts.ts";
import { troublesomeText } from "./troublesome-texts.ts";

/** Each of `count` texts cut in two at every place, as text and as bytes; into single characters, and at random. */
export function expectSameHoweverCut(engines: BothEngines, seed: number, count: number): void {
  const random = mulberry32(seed);
  // One for all: a text that has ended leaves nothing behind.
  const open = engines.wasm.open();
  for (let i = 0; i < count; i++) {
    const text = troublesomeText(random);
    const bytes = Buffer.from(text);
    const expected = idsOf(engines.typescript, text);
    const same = (parts: readonly (string | Uint8Array)[], what: string): void => {
      expectSameIds(idsOfParts(open, parts), expected, () => `${what} of ${JSON.stringify(text)}`);
    };
    for (let cut = 0; cut <= text.length; cut++) {
      if (!isWithinPair(text, cut)) same([text.slice(0, cut), text.slice(cut)], `cut at ${cut}`);
    }
    const isWithin = (cut: number): boolean => (bytes[cut]! & 0xc0) === 0x80;
    for (let cut = 0; cut <= bytes.length; cut++)
      if (!isWithin(cut)) same([bytes.subarray(0, cut), bytes.subarray(cut)], `bytes cut at ${cut}`);
    same([...text, ""], "characters");
    same([...Array.from(text, (character) => Buffer.from(character)), ""], "characters in bytes");
    same(randomParts(text, random, 10), "parts");
  }
}

/** Texts in parts through one engine, taking turns with each other and with whole texts, counts and limits. */
export function expectSameInterleaved(engines: BothEngines, seed: number, count: number, streams: number): void {
  const random = mulberry32(seed);
  const texts = Array.from({ length: count }, () => troublesomeText(random).repeat(1 + Math.floor(random() * 3)));
  const expected = texts.map((text) => idsOf(engines.typescript, text));
  const running: { text: number; parts: Generator<Int32Array | undefined> }[] = [];
  let next = 0;
  while (next < count || running.length > 0) {
    if (running.length < streams && next < count)
      running.push({ text: next, parts: idsByParts(engines, texts[next++]!, random) });
    const at = Math.floor(random() * running.length);
    const { text, parts } = running[at]!;
    const ids = parts.next().value;
    if (ids !== undefined) {
      expectSameIds(ids, expected[text]!, () => JSON.stringify(texts[text]));
      running.splice(at, 1);
    }
    if (random() < 0.3) {
      const whole = Math.floor(random() * count);
      const limit = Math.floor(random() * 10);
      const { length } = expected[whole]!;
      expectSameIds(idsOf(engines.wasm, texts[whole]!), expected[whole]!, () => JSON.stringify(texts[whole]));
      if (engines.wasm.encode(texts[whole]!, undefined) !== length) expect.unreachable("another count");
      const isMore = engines.wasm.encode(texts[whole]!, undefined, limit) > limit;
      if (isMore !== length > limit) expect.unreachable(`more than ${limit}: ${isMore}`);
    }
  }
}

/** One part with each step; the ids at the end. */
function* idsByParts(engines: BothEngines, text: string, random: () => number): Generator<Int32Array | undefined> {
  const open = engines.wasm.open();
  const out = new IdBuffer(64);
  const parts = randomParts(text, random, 1 + Math.floor(random() * 40));
  for (const [i, part] of parts.entries()) {
    open.push(part, i === parts.length - 1, out, Infinity);
    if (i < parts.length - 1) yield undefined;
  }
  yield out.toArray();
}
