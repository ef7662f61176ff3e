/** Trees of merges of which several make one token, against merging the bytes of each token. */
import { mulberry32 } from "@windrow/testing";
import { expect, test } from "vitest";
import { writeBytesOf } from "../../../src/vocabulary/byte-alphabet.ts";
import { numberTokens } from "../../../src/vocabulary-sources/listed/merge-order.ts";
import { treeOfMerges } from "../../../src/vocabulary-sources/listed/tree-of-merges.ts";
import { treeOf } from "../../../src/vocabulary-sources/listed/vocabulary-of-tokens.ts";
import { NO_PAIR } from "../../../src/vocabulary/pair-table.ts";
import { packTokens } from "../../../src/vocabulary/token-bytes.ts";
import { listEveryPair, trainedTokens } from "../../vocabulary/tokens-of-merges.ts";

function bytesOf(token: string): Uint8Array {
  const bytes = new Uint8Array(token.length);
  writeBytesOf(token, bytes, 0);
  return bytes;
}

/** The pairs of the tree by the merges, and by the bytes. */
function trees(tokens: readonly string[], pairs: readonly string[][]): unknown[] {
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  const [lefts, rights, made] = [0, 1, 2].map((part) =>
    Int32Array.from(pairs, (pair) => idOf.get(part === 2 ? pair.join("") : pair[part]!)!),
  ) as [Int32Array, Int32Array, Int32Array];
  const bytes = tokens.map(bytesOf);
  const packed = packTokens(bytes);
  const found = treeOfMerges(packed, { lefts, rights, made }, numberTokens(packed, made));
  return [found, treeOf(packed)].map((tree) => {
    if (tree === undefined) return undefined;
    const { pairs: table, bytePairs, byteIds } = tree;
    const joins = Array.from({ length: tokens.length - 256 }, (_, i) => [
      table.lefts[i + 256]!,
      table.rights[i + 256]!,
    ]);
    // What is the same is not compared once more: most of 65,536 are none.
    const ofBytes = joins.map(
      ([left, right]) => bytePairs[((bytes[left!]?.[0] ?? 0) << 8) | (bytes[right!]?.[0] ?? 0)],
    );
    return [joins, ofBytes, bytePairs.filter((rank) => rank !== NO_PAIR), byteIds.join()];
  });
}

/** Words of few letters, so that tokens overlap with themselves and with each other. */
function randomText(random: () => number): string {
  const letters = "ab".slice(0, 1 + Math.floor(random() * 2)) + "cĠ".slice(0, Math.floor(random() * 3));
  const word = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 12) }, () => letters[Math.floor(random() * letters.length)]).join(
      "",
    );
  return Array.from({ length: 20 }, word).join(" ");
}

test("100 trained vocabularies (seed 53)", () => {
  const random = mulberry32(53);
  let more = 0;
  for (let i = 0; i < 100; i++) {
    const tokens = trainedTokens(randomText(random), 40);
    const pairs = listEveryPair(tokens);
    if (pairs.length > tokens.length - 256) more++;
    const [found, expected] = trees(tokens, pairs);
    expect(expected).toBeDefined();
    expect(found).toEqual(expected);
  }
  expect(more).toBeGreaterThan(50);
});

test("100 vocabularies of random tokens, some of which are not trees (seed 59)", () => {
  const random = mulberry32(59);
  const outcomes = new Set<boolean>();
  for (let i = 0; i < 100; i++) {
    const tokens = trainedTokens(randomText(random), 12);
    const last = tokens.length;
    const add = (token: string): void => {
      if (!tokens.includes(token)) tokens.push(token);
    };
    for (let more = 0; more < 3; more++) {
      const pick = (): string => tokens[tokens.length - 1 - Math.floor(random() * (tokens.length - 255))]!;
      add(pick() + pick());
    }
    // A tree in which each token has a pair at least.
    const [found, expected] = trees(tokens, listEveryPair(tokens));
    expect(found).toEqual(expected);
    if (tokens.length > last) outcomes.add(expected !== undefined);
  }
  expect(outcomes).toEqual(new Set([true, false]));
});

test("not where the one pair that is used is not listed, or a token is made at two places", () => {
  const tokens = trainedTokens("hay has hayha haha hayhay", 10);
  const pairs = listEveryPair(tokens);
  const [all] = trees(tokens, pairs);
  expect(all).toBeDefined();
  let used = 0;
  for (const pair of pairs) {
    const others = pairs.filter((one) => one !== pair);
    // Were all of a token's pairs missing, no merge would make it.
    if (!others.some((one) => one.join("") === pair.join(""))) continue;
    const [without] = trees(tokens, others);
    if (without === undefined) used++;
    else expect(without).toEqual(all);
  }
  expect(used).toBeGreaterThan(0);
  expect(trees(tokens, [...pairs, pairs[0]!])[0]).toBeUndefined();
});
