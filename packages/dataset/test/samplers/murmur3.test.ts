/** The reference implementation's figures for four bytes and none. */
import { expect, test } from "vitest";
import { murmur3 } from "../../src/samplers/murmur3.ts";

test.each([
  [[], 0, 0],
  [[], 1, 0x514e28b7],
  [[], 0xffffffff, 0x81f16f39],
  [[0xffffffff], 0, 0x76293b50],
  [[0x87654321], 0, 0xf55b516b],
  [[0x87654321], 0x5082edee, 0x2362f9de],
  [[0], 0, 0x2362f9de],
])("words %j, seed %i", (words, seed, hash) => expect(murmur3(words, seed)).toBe(hash));
