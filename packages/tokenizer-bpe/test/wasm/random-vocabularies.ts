/** Vocabularies of every form that there is (src/vocabulary/vocabulary.ts), over a few letters and signs. */
import { type ListedMerges, vocabularyOfMerges } from "../../src/vocabulary-sources/listed/vocabulary-of-merges.ts";
import { vocabularyOfTokens } from "../../src/vocabulary-sources/listed/vocabulary-of-tokens.ts";
import { packTokens } from "../../src/vocabulary/token-bytes.ts";
import type { Vocabulary } from "../../src/vocabulary/vocabulary.ts";

type Random = () => number;

/** What tokens of more than one byte are made of: letters, a space, an apostrophe, and parts of characters. */
const PARTS: readonly (readonly number[])[] = ["a", "b", "e", " ", "'", "!", "\n", "1", "\u00e9", "\u4e2d"].map((c) => [
  ...Buffer.from(c),
]);
const BYTES: readonly (readonly number[])[] = Array.from({ length: 256 }, (_, byte) => [byte]);

/**
 * Tokens that join two others, one of which may have a higher id: most of these vocabularies are not a tree, and have
 * several pairs that make one token.
 */
export function randomRanks(random: Random, count: number): Vocabulary {
  const tokens = randomTokens(random, count);
  const order = random() < 0.4 ? tokens : shuffled(random, tokens);
  return vocabularyOfTokens([...BYTES, ...order].map((bytes) => Uint8Array.from(bytes)));
}

/** Merges as a file lists them, with ids in another order; of some tokens no merge, and pieces that are tokens taken whole or not. */
export function randomMerges(random: Random, count: number): Vocabulary {
  const tokens = [...BYTES, ...randomTokens(random, count)];
  const place = new Map(tokens.map((bytes, at) => [bytes.join(), at]));
  const idOf = shuffled(random, Array.from(tokens.keys()));
  const merges: { left: number; right: number; made: number }[] = [];
  for (const [at, bytes] of tokens.entries()) {
    if (bytes.length === 1 || random() < 0.05) continue;
    const ways = bytes.flatMap((_, cut) => {
      const [left, right] = [place.get(bytes.slice(0, cut).join()), place.get(bytes.slice(cut).join())];
      return left === undefined || right === undefined
        ? []
        : [{ left: idOf[left]!, right: idOf[right]!, made: idOf[at]! }];
    });
    if (ways.length > 0) merges.push(pick(random, ways));
  }
  const byId: Uint8Array[] = [];
  for (const [at, bytes] of tokens.entries()) byId[idOf[at]!] = Uint8Array.from(bytes);
  const listed = random() < 0.5 ? merges : shuffled(random, merges);
  return vocabularyOfMerges(listedMerges(byId, listed, random() < 0.5));
}

/** Merges of which several make one token, in any order, some of them twice; now and then without some of the bytes. */
export function randomRankedMerges(random: Random, count: number): ListedMerges {
  const missing = random() < 0.3 ? PARTS.filter(() => random() < 0.15).flat() : [];
  const tokens = [...BYTES.filter(([byte]) => !missing.includes(byte!)), ...randomTokens(random, count)];
  const ids = shuffled(random, Array.from(tokens.keys()));
  const idOf = new Map(tokens.map((bytes, at) => [bytes.join(), ids[at]!]));
  const merges = tokens.flatMap((bytes) =>
    bytes.flatMap((_, cut) => {
      const [left, right] = [idOf.get(bytes.slice(0, cut).join()), idOf.get(bytes.slice(cut).join())];
      const isListed = left !== undefined && right !== undefined && random() < 0.8;
      return isListed ? [{ left, right, made: idOf.get(bytes.join())! }] : [];
    }),
  );
  const byId: Uint8Array[] = [];
  for (const [at, bytes] of tokens.entries()) byId[ids[at]!] = Uint8Array.from(bytes);
  return listedMerges(byId, shuffled(random, [...merges, ...merges.filter(() => random() < 0.1)]), random() < 0.5);
}

function listedMerges(
  byId: readonly Uint8Array[],
  merges: readonly { left: number; right: number; made: number }[],
  takesWholeTokens: boolean,
): ListedMerges {
  return {
    tokens: packTokens(byId),
    lefts: Int32Array.from(merges, ({ left }) => left),
    rights: Int32Array.from(merges, ({ right }) => right),
    made: Int32Array.from(merges, ({ made }) => made),
    takesWholeTokens,
  };
}

/** Distinct, in the order in which they were made of those before them. */
function randomTokens(random: Random, count: number): number[][] {
  const made = PARTS.map((part) => [...part]);
  const known = new Set(made.map(String));
  const tokens: number[][] = [];
  while (tokens.length < count) {
    const token = [...pick(random, made), ...pick(random, made)];
    if (token.length > 40 || known.has(String(token))) continue;
    known.add(String(token));
    made.push(token);
    tokens.push(token);
  }
  // Parts of several bytes are tokens by chance only.
  return [...PARTS.filter((part) => part.length > 1 && random() < 0.7).map((part) => [...part]), ...tokens];
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

/** A text of the characters that the tokens are made of, and some others; now and then a piece of more than 256 bytes. */
export function textFor(random: Random): string {
  let text = "";
  for (let symbols = Math.floor(random() * 60); symbols > 0; symbols--) {
    const chance = random();
    if (chance < 0.02) text += pick(random, LETTERS).repeat(100 + Math.floor(random() * 400));
    else if (chance < 0.8) text += pick(random, LETTERS);
    else text += pick(random, OTHERS);
  }
  return text;
}

const LETTERS = ["a", "b", "e", "ab", "ba", "be", "\u00e9", "\u4e2d"];
const OTHERS = [" ", "'", "!", "\n", "1", "A", "'e", "x", "\u{1f600}", "  "];
