/**
 * The pieces whose scores have the largest sum: Viterbi over a text, character by character. Follows EncodeOptimized of
 * unigram_model.cc in sentencepiece 0.2, whose sums have 32 bits: with each piece what was lost in those before counts, so
 * that a text can't be cut into words first. If sums are equal, that of the piece that begins first stays. Hot.
 */
import { utf8Length } from "../../characters/utf8-places.ts";
import { NORMAL, UNUSED, USER_DEFINED } from "../../read/sentence-piece/model-file.ts";
import type { Pieces } from "../../read/sentence-piece/pieces.ts";
import type { Cutter, CutText } from "./sentence-piece-model.ts";
import { UnitTrie } from "./unit-trie.ts";

/** What an unknown character costs more than the worst piece. */
const UNKNOWN_PENALTY = 10;
/** What a user-defined symbol has for each byte of its UTF-8 but one, whatever its own score. */
const USER_DEFINED_BONUS = 0.1;
/** Sums further from 0 are counted from 0 again. */
const MAX_SUM = 100_000;
/** The largest float: what sentencepiece begins to look for the least score with. */
const FLT_MAX = (2 - 2 ** -23) * 2 ** 127;

export function unigramCutter(pieces: Pieces): Cutter {
  let table: Table | undefined;
  return { cut: (text) => cut(text, (table ??= tableOf(pieces))) };
}

interface Table {
  readonly trie: UnitTrie;
  /** By id. */
  readonly scores: Float32Array;
  readonly unkScore: number;
  readonly unkId: number;
}

function tableOf({ file, inTexts, unkId }: Pieces): Table {
  const { texts, types } = file;
  let least = FLT_MAX;
  for (const [id, score] of file.scores.entries()) if (types[id] === NORMAL) least = Math.min(least, score);
  const scores = Float32Array.from(file.scores, (score, id) =>
    types[id] === USER_DEFINED ? USER_DEFINED_BONUS * (utf8Length(texts[id]!) - 1) : score,
  );
  const trie = new UnitTrie([...inTexts].filter(([, id]) => types[id] !== UNUSED));
  return { trie, scores, unkScore: Math.fround(least - UNKNOWN_PENALTY), unkId };
}

function cut(text: string, { trie, scores, unkScore, unkId }: Table): CutText {
  const { length } = text;
  const { values } = trie;
  // By place: the best sum of pieces up to there, and its last piece with where that begins.
  const sums = new Float32Array(length + 1);
  const starts = new Int32Array(length + 1).fill(-1);
  const pieces = new Int32Array(length + 1);
  let reached = 0;
  for (let start = 0; start < length;) {
    if (Math.abs(sums[start]!) > MAX_SUM) rebase(sums, starts, start, reached);
    const sum = sums[start]!;
    const next = start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
    let isKnown = false;
    let node = 0;
    for (let end = start; end < length;) {
      node = trie.child(node, text.charCodeAt(end++));
      if (node === 0) break;
      const id = values[node]!;
      if (id < 0) continue;
      if (end > reached) reached = end;
      const candidate = Math.fround(sum + scores[id]!);
      if (starts[end] === -1 || candidate > sums[end]!) {
        sums[end] = candidate;
        starts[end] = start;
        pieces[end] = id;
      }
      if (end === next) isKnown = true;
    }
    if (!isKnown) {
      if (next > reached) reached = next;
      const candidate = Math.fround(sum + unkScore);
      if (starts[next] === -1 || candidate > sums[next]!) {
        sums[next] = candidate;
        starts[next] = start;
        pieces[next] = unkId;
      }
    }
    start = next;
  }
  const ids: number[] = [];
  const ends: number[] = [];
  for (let end = length; end > 0; end = starts[end]!) {
    ids.push(pieces[end]!);
    ends.push(end);
  }
  return { ids: ids.toReversed(), ends: ends.toReversed() };
}

/** Takes the sum at a place from all that go on from there, so that sums stay small enough to be told apart. */
function rebase(sums: Float32Array, starts: Int32Array, from: number, to: number): void {
  const sum = sums[from]!;
  for (let at = from; at <= to; at++) if (starts[at] !== -1) sums[at]! -= sum;
}
