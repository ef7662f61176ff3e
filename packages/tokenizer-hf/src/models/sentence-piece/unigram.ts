/**
 * The pieces whose scores have the largest sum: Viterbi over a text, character by character. Follows EncodeOptimized of
 * unigram_model.cc in sentencepiece 0.2, whose sums have 32 bits: with each piece what was lost in those before counts, so
 * that a text can't be cut into words first. Of equal sums that of the piece that begins first stays. Hot.
 */
import { utf8Length } from "../../characters/utf8-places.ts";
import { NORMAL, UNUSED, USER_DEFINED } from "../../read/sentence-piece/model-file.ts";
import type { Pieces } from "../../read/sentence-piece/pieces.ts";
import type { CutText } from "./sentence-piece-model.ts";
import { UnitTrie } from "./unit-trie.ts";

/** What an unknown character costs more than the worst piece. */
const UNKNOWN_PENALTY = 10;
/** The smallest and largest positive float: what sentencepiece begins to look for the largest and smallest score with. */
const FLT_MIN = 2 ** -126;
const FLT_MAX = (2 - 2 ** -23) * 2 ** 127;

export function unigramCutter(pieces: Pieces): (text: string) => CutText {
  let table: Table | undefined;
  return (text) => cut(text, (table ??= tableOf(pieces)));
}

interface Table {
  readonly trie: UnitTrie;
  /** By id. */
  readonly scores: Float64Array;
  readonly unkScore: number;
  readonly unkId: number;
}

function tableOf({ file, inTexts, unkId }: Pieces): Table {
  const { texts, types } = file;
  let least = FLT_MAX;
  let most = FLT_MIN;
  for (const [id, score] of file.scores.entries()) {
    if (types[id] !== NORMAL) continue;
    least = Math.min(least, score);
    most = Math.max(most, score);
  }
  const scores = Float64Array.from(file.scores, (score, id) =>
    types[id] === USER_DEFINED ? Math.fround(utf8Length(texts[id]!) * most) - 0.1 : score,
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
  for (let start = 0; start < length;) {
    const sum = sums[start]!;
    const next = start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
    let isKnown = false;
    let node = 0;
    for (let end = start; end < length;) {
      node = trie.child(node, text.charCodeAt(end++));
      if (node === 0) break;
      const id = values[node]!;
      if (id < 0) continue;
      const candidate = Math.fround(sum + scores[id]!);
      if (starts[end] === -1 || candidate > sums[end]!) {
        sums[end] = candidate;
        starts[end] = start;
        pieces[end] = id;
      }
      if (end === next) isKnown = true;
    }
    if (!isKnown) {
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
  return { ids: ids.reverse(), ends: ends.reverse() };
}
