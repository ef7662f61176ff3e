/**
 * The pieces whose scores have the largest sum, as EncodeOptimized of unigram_model.cc in sentencepiece 0.2 finds them, by
 * the automaton and the way of other Unigram models. Sums have 32 bits: with each piece what was lost in those before
 * counts, which unigram-words.ts keeps account of.
 */
import { utf8Length } from "../../characters/utf8-places.ts";
import { NORMAL, UNUSED, USER_DEFINED } from "../../sentence-piece/model-file.ts";
import type { Pieces } from "../../sentence-piece/pieces.ts";
import { CertainBoundaries } from "../certain-boundaries.ts";
import { KnownCharacters } from "../known-characters.ts";
import { buildAutomaton } from "../unigram-automaton.ts";
import { type Scored, UnigramPath } from "../unigram-path.ts";
import { neighbours } from "./neighbours.ts";
import type { Cutter, CutText } from "./sentence-piece-model.ts";
import { UnigramWords } from "./unigram-words.ts";

/** What an unknown character costs more than the worst piece. */
const UNKNOWN_PENALTY = 10;
/** What a user-defined symbol has for each byte of its UTF-8 but one, whatever its own score. */
const USER_DEFINED_BONUS = 0.1;
/** The largest float: what sentencepiece begins to look for the least score with. */
const FLT_MAX = (2 - 2 ** -23) * 2 ** 127;

interface Made {
  readonly scored: Scored;
  readonly path: UnigramPath;
}

export function unigramCutter(pieces: Pieces): Cutter {
  let made: Made | undefined;
  const make = (): Made => {
    const scored = scoredPieces(pieces);
    return { scored, path: new UnigramPath(scored) };
  };
  let words: UnigramWords | undefined;
  return {
    cut: (text) => cut((made ??= make()).path, text),
    sections: () => ({
      encode(section, out, limit) {
        made ??= make();
        words ??= new UnigramWords(pieces, made.scored, boundariesOf(pieces));
        return words.encode(section, out, limit);
      },
    }),
  };
}

function scoredPieces(pieces: Pieces): Scored {
  const { scores, texts, types } = pieces.file;
  let least = FLT_MAX;
  for (const [id, score] of scores.entries()) if (types[id] === NORMAL) least = Math.min(least, score);
  const usable = texts.map((text, id) => (isUsable(pieces, text, id) ? text : ""));
  const unkScore = Math.fround(least - UNKNOWN_PENALTY);
  // Bytes stand behind an unknown character, which has its score.
  const scoreOf = (score: number, id: number): number => {
    if (id === pieces.unkId) return unkScore;
    if (usable[id] === "") return 0;
    return types[id] === USER_DEFINED ? Math.fround(USER_DEFINED_BONUS * (utf8Length(texts[id]!) - 1)) : score;
  };
  return {
    automaton: buildAutomaton(usable),
    scores: Float64Array.from(scores, scoreOf),
    unkScore,
    unkId: pieces.unkId,
    measures: true,
  };
}

function isUsable({ file, inTexts }: Pieces, text: string, id: number): boolean {
  return inTexts.get(text) === id && file.types[id] !== UNUSED;
}

/** Between characters that no piece has side by side. */
function boundariesOf(pieces: Pieces): CertainBoundaries | undefined {
  const characters = new Map<string, number>();
  const joined = function* (): Iterable<readonly [string, string]> {
    for (const [text] of pieces.inTexts) yield* neighbours(text);
  };
  for (const [text, id] of pieces.inTexts)
    for (const character of text) characters.set(character, Math.min(id, characters.get(character) ?? id));
  const boundaries = new CertainBoundaries(new KnownCharacters(characters), joined(), true);
  return boundaries.areMany ? boundaries : undefined;
}

function cut(path: UnigramPath, text: string): CutText {
  path.find(text, true);
  const ids: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length;) {
    ids.push(path.ids[at]!);
    ends.push((at = path.ends[at]!));
  }
  path.release();
  return { ids, ends };
}
