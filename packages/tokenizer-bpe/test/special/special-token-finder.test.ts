/** Special tokens found in texts, against a search at every place; hostile ones take no time. */
import { drawOf } from "@windrow/testing/fuzz";
import { describe, expect, test } from "vitest";
import {
  MAX_SPECIAL_UNITS,
  searchFrom,
  SpecialTokenFinder,
  SpecialTokenSearch,
} from "../../src/special/special-token-finder.ts";
import { BpeTokenizer, type BpeError } from "../../src/index.ts";
import { GPT2_BYTES } from "../train/merges-of.ts";

const bytes = GPT2_BYTES.map((byte, id) => `${Buffer.of(byte).toString("base64")} ${id}`).join("\n");
const withSpecial = (...tokens: string[]): BpeTokenizer =>
  BpeTokenizer.fromTiktoken(bytes, {
    name: "bytes",
    pattern: "gpt2",
    specialTokens: new Map(tokens.map((token, i) => [token, 256 + i])),
  });

/** The leftmost, and of those the longest, on whole characters: with the engine's own expressions. */
function allSlowly(tokens: readonly string[], text: string): [index: number, token: string][] {
  const longestFirst = tokens.toSorted((a, b) => b.length - a.length).map((token) => token.replaceAll("|", "\\|"));
  return [...text.matchAll(new RegExp(longestFirst.join("|"), "gu"))].map((match) => [match.index, match[0]]);
}

function all(tokens: readonly string[], text: string): [index: number, token: string][] {
  const finder = new SpecialTokenFinder(tokens);
  const found: [number, string][] = [];
  for (let match = finder.next(text); match !== undefined; match = finder.next(text, match.index + match.token.length))
    found.push([match.index, match.token]);
  return found;
}

/** The same with one search for all of them. */
function allByOne(tokens: readonly string[], text: string): [index: number, token: string][] {
  const finder = new SpecialTokenFinder(tokens);
  const search = searchFrom(0);
  const found: [number, string][] = [];
  for (let from = 0; finder.find(text, from, search);) {
    const token = tokens[search.token]!;
    found.push([search.index, token]);
    from = search.index + token.length;
  }
  return found;
}

/** A text of few letters, halves of pairs among them. */
const LETTERS = ["a", "b", "<", "|", "\ud83d\ude00", "\ud83d", "\ude00", "\ud83d\ude01"];

function drawn(seed: number): { tokens: string[]; text: string; chunks: string[] } {
  const draw = drawOf(seed);
  const letters = draw.chance(0.5) ? LETTERS : LETTERS.slice(0, 3);
  const word = (longest: number): string =>
    Array.from({ length: 1 + draw.below(longest) }, () => draw.of(letters)).join("");
  const prefix = draw.chance(0.5) ? word(2) : "";
  const tokens = [...new Set(Array.from({ length: 1 + draw.below(6) }, () => prefix + word(4)))];
  const text = Array.from({ length: draw.below(12) }, () => (draw.chance(0.5) ? draw.of(tokens) : word(3))).join("");
  const chunks: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = 1 + draw.below(3);
    chunks.push(text.slice(at, at + length));
    at += length;
  }
  return { tokens, text, chunks };
}

test("as the engine's own expressions find them", () => {
  for (let seed = 0; seed < 4000; seed++) {
    const { tokens, text } = drawn(seed);
    const found = allSlowly(tokens, text);
    expect({ seed, tokens, text, found: all(tokens, text) }).toEqual({ seed, tokens, text, found });
    expect({ seed, tokens, text, found: allByOne(tokens, text) }).toEqual({ seed, tokens, text, found });
  }
});

test("in a stream, cut anywhere, as in the whole text", async () => {
  for (let seed = 0; seed < 600; seed++) {
    const { tokens, text, chunks } = drawn(seed);
    const allowed = tokens.filter((_, i) => i % 2 === seed % 2);
    const tokenizer = withSpecial(...tokens);
    const options = { allowedSpecial: allowed, ...(seed % 3 === 0 ? { disallowedSpecial: [] } : {}) };
    const whole = outcome(() => [...tokenizer.encode(text, options)]);
    const streamed = await streamedOutcome(tokenizer, chunks, options);
    expect({ seed, tokens, text, streamed }).toEqual({ seed, tokens, text, streamed: whole });
  }
});

test("the stream of A9: a token that begins with half a pair", async () => {
  const tokenizer = withSpecial("\ude00!", "!\ud83d");
  for (const text of ["😀", "😀!", "a!😀", "\ude00!", "x!\ud83d", "!\ud83d\ude00!"]) {
    const whole = [...tokenizer.encode(text, { allowedSpecial: "all" })];
    for (const cut of [1, 2, 3]) {
      const chunks = text.match(new RegExp(`[^]{1,${cut}}`, "g"))!;
      expect(await streamedOutcome(tokenizer, chunks, { allowedSpecial: "all" })).toEqual(whole);
    }
    // What it has is the same for the tokens that are disallowed.
    const refused = outcome(() => [...tokenizer.encode(text)]);
    expect(
      await streamedOutcome(
        tokenizer,
        [...text].flatMap((one) => one.split("")),
        {},
      ),
    ).toEqual(refused);
  }
  expect([...tokenizer.encode("😀", { allowedSpecial: "all" })].length).toBe(4);
});

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return { code: (error as BpeError).code, fields: (error as BpeError).fields };
  }
}

async function streamedOutcome(tokenizer: BpeTokenizer, chunks: readonly string[], options: object): Promise<unknown> {
  const ids: number[] = [];
  try {
    for await (const some of new Blob([])
      .stream()
      .pipeThrough(textsOf(chunks))
      .pipeThrough(tokenizer.encodeStream(options))) {
      ids.push(...some);
    }
    return ids;
  } catch (error) {
    return { code: (error as BpeError).code, fields: (error as BpeError).fields };
  }
}

function textsOf(chunks: readonly string[]): TransformStream<unknown, string> {
  return new TransformStream({
    flush: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
    },
  });
}

describe("hostile tokens", () => {
  test("two of 160,000 letters that share their first half, and a text that nearly has them", () => {
    const half = "ab".repeat(40_000);
    const tokens = [`${half}${"c".repeat(80_000)}`, `${half}${"d".repeat(80_000)}`];
    const tokenizer = withSpecial(...tokens);
    expect([...tokenizer.encode("hello", { allowedSpecial: "all" })].length).toBe(5);
    const text = `${half}${"c".repeat(79_999)}${tokens[1]}!`;
    expect([...tokenizer.encode(text, { allowedSpecial: "all" })].slice(-2)).toEqual([257, 0]);
    expect(() => tokenizer.encode(text)).toThrow(expect.objectContaining({ code: "BPE_DISALLOWED_SPECIAL_TOKEN" }));
  });

  test("a run of the letter that a long token is a run of takes a step a letter", () => {
    const long = `${"a".repeat(500_000)}b`;
    const finder = new SpecialTokenFinder([long, "ab"]);
    expect(finder.next("a".repeat(2_000_000))).toBeUndefined();
    // Cut into single letters too.
    const search = new SpecialTokenSearch(finder);
    let text = "";
    for (let i = 0; i < 20_000; i++) if (search.next((text += "a"), false) !== undefined) break;
    expect(text.length).toBe(20_000);
    expect(search.openFrom).toBe(0);
  });

  test("more characters than there is room for are refused by name, wherever they come from", () => {
    const long = "x".repeat(MAX_SPECIAL_UNITS);
    const refusal = (code: string): unknown => expect.objectContaining({ name: "BpeError", code });
    expect(() => withSpecial(long, "y")).toThrow(refusal("BPE_INVALID_OPTION"));
    expect(() => withSpecial(long).extendSpecialTokens({ y: 257 })).toThrow(refusal("BPE_INVALID_OPTION"));
    expect(() => withSpecial("y").encode("a", { disallowedSpecial: [long, "y"] })).toThrow(
      refusal("BPE_INVALID_OPTION"),
    );
    expect(withSpecial(long).encode("a")).toEqual(Int32Array.of(64));
    expect(() => BpeTokenizer.fromMinbpe(`minbpe v1\n\n2\n${long} 300\nzz 301\n`)).toThrow(
      refusal("BPE_UNSUPPORTED_FILE"),
    );
  });
});
