/**
 * tiktoken's encode_with_unstable: which ids of a text stay whatever follows, and what the bytes of the others may become.
 * Unstable is the last piece, with all white space before it where it begins with some. Its completions are
 *
 * - each token that begins with the unstable bytes;
 * - for each place within them, each token that begins with the bytes behind it: the bytes before it and that token,
 *   encoded, as far as the unstable bytes reach;
 * - where they end with white space, that character apart from what stands before it.
 *
 * Followed in behaviour: `_encode_unstable_native` of tiktoken's Rust, which has it so "by brute force" and may miss some.
 */
import { patternOfTiktoken } from "@windrow/compat-ranks";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { CL100K_PATTERN, type Engine, IdBuffer, lastPiece, type Split } from "@windrow/tokenizer-bpe/internal";
import { partsOf } from "@windrow/tokenizer-bpe/internal/tokenizers";
import { numbersOf } from "../numbers-of.ts";
import { CompletionSet } from "./completion-set.ts";
import { isUtf8 } from "./is-utf8.ts";
import { rangeOf, type SortedTokens, sortedTokens } from "./sorted-tokens.ts";

/** @param ids of the text, special tokens among them */
export function encodeWithUnstable(tokenizer: BpeTokenizer, ids: Int32Array): [number[], number[][]] {
  const stable = stableCount(tokenizer, ids);
  const unstable = tokenizer.decodeBytes(ids.subarray(stable));
  return [numbersOf(ids, 0, stable), unstable.length === 0 ? [] : completionsOf(tokenizer, unstable)];
}

function stableCount(tokenizer: BpeTokenizer, ids: Int32Array): number {
  const { split, engine, source } = partsOf(tokenizer);
  const { bytes, offsets } = source.tokenBytes();
  // A special token has no bytes among the ranks.
  const isSpecial = (id: number): boolean => !(offsets[id + 1]! > offsets[id]!);
  const isAllSpace = (id: number): boolean =>
    !isSpecial(id) && bytes.subarray(offsets[id], offsets[id + 1]).every(isSpaceByte);
  const partStart = ids.findLastIndex(isSpecial) + 1;
  if (partStart === ids.length) return ids.length;
  const piece = lastPiece(originalSplit(split), tokenizer.decodeBytes(ids.subarray(partStart)));
  let stable = ids.length - engine.encodePiece(piece).length;
  if (isAllSpace(ids[stable]!)) while (stable > 0 && isAllSpace(ids[stable - 1]!)) stable--;
  return stable;
}

/**
 * Python's tiktoken has another pattern for cl100k_base than npm's: its last piece has all white space at the end, line
 * feeds or not. The ids are the same.
 */
function originalSplit(split: Split): Split {
  return split === CL100K_PATTERN ? patternOfTiktoken("cl100k_base") : split;
}

/** A space, a line feed or a tab, as tiktoken has it here. */
function isSpaceByte(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x09;
}

function completionsOf(tokenizer: BpeTokenizer, unstable: Uint8Array): number[][] {
  const { engine } = partsOf(tokenizer);
  const tokens = sortedTokens(tokenizer);
  const whole = rangeOf(tokens, unstable);
  const completions = new CompletionSet(tokens.order.subarray(whole.from, whole.to));
  // No token begins with more bytes than the longest has.
  for (let place = Math.max(1, unstable.length - tokens.longest); place < unstable.length; place++) {
    addStraddling(engine, tokens, unstable, place, completions);
  }
  const last = lastSpaceLength(unstable);
  if (last > 0 && last < unstable.length) {
    const end = unstable.length - last;
    const apart = [unstable.subarray(0, end), unstable.subarray(end)].flatMap((part) => [...engine.encodePiece(part)]);
    completions.add(Int32Array.from(apart), apart.length);
  }
  return completions.all;
}

/** Those with a token that begins at a place within the unstable bytes, and may end behind them. */
function addStraddling(
  engine: Engine,
  tokens: SortedTokens,
  unstable: Uint8Array,
  place: number,
  completions: CompletionSet,
): void {
  const { bytes, offsets, order, longest } = tokens;
  const { from, to } = rangeOf(tokens, unstable.subarray(place));
  if (from === to) return;
  const room = new Uint8Array(place + longest);
  room.set(unstable.subarray(0, place));
  const ids = new IdBuffer(room.length);
  for (let at = from; at < to; at++) {
    const token = bytes.subarray(offsets[order[at]!], offsets[order[at]! + 1]);
    room.set(token, place);
    const possible = room.subarray(0, place + token.length);
    ids.length = 0;
    // What ends within a character can't be split, so it is one piece.
    if (isUtf8(possible)) engine.encode(possible, ids);
    else for (const id of engine.encodePiece(possible)) ids.push(id);
    let reached = 0;
    let count = 0;
    while (count < ids.length && reached < unstable.length) {
      const id = ids.ids[count++]!;
      reached += offsets[id + 1]! - offsets[id]!;
    }
    completions.add(ids.ids, count);
  }
}

/** Bytes of the last character where it is white space; 0 where it is not, or cut. */
function lastSpaceLength(bytes: Uint8Array): number {
  let start = bytes.length - 1;
  while (start > 0 && bytes.length - start < 4 && (bytes[start]! & 0xc0) === 0x80) start--;
  const last = bytes.subarray(start);
  return isUtf8(last) && /^\p{White_Space}$/u.test(new TextDecoder("utf-8", { ignoreBOM: true }).decode(last))
    ? last.length
    : 0;
}
