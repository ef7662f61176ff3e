/** The model of a file. */
import { byType, type Fields, invalidFile, isId, shown, unsupported } from "../fields/fields.ts";
import { Bpe } from "../models/bpe.ts";
import type { ListedModel } from "../models/model.ts";
import { WordLevel } from "../models/word-level.ts";
import { WordPiece } from "../models/word-piece.ts";
import { readUnigram } from "./read-unigram.ts";

/** @param scores those of its tokens, where they were read from the text of the file */
export function readModel(model: Fields, scores?: Float64Array): ListedModel {
  // Old files do not say it.
  if (!model.has("type")) return readUntyped(model, scores);
  return byType<ListedModel>(model, {
    BPE: readBpe,
    Unigram: (fields) => readUnigram(fields, scores),
    WordLevel: readWordLevel,
    WordPiece: readWordPiece,
  });
}

function readUntyped(model: Fields, scores: Float64Array | undefined): ListedModel {
  if (Array.isArray(model.value("vocab"))) return readUnigram(model, scores);
  return isWordPiece(model) ? readWordPiece(model) : readBpe(model);
}

/** How a file without a type is recognized: each other model has merges or scores, or lacks these. */
function isWordPiece(model: Fields): boolean {
  return !model.has("merges") && model.has("continuing_subword_prefix") && model.has("max_input_chars_per_word");
}

function readWordPiece(model: Fields): WordPiece {
  const vocab = readVocab(model);
  return new WordPiece({
    vocab,
    unkToken: readUnk(model, vocab),
    continuingPrefix: model.text("continuing_subword_prefix"),
    maxCharacters: model.count("max_input_chars_per_word"),
  });
}

function readWordLevel(model: Fields): WordLevel {
  const vocab = readVocab(model);
  return new WordLevel(vocab, readUnk(model, vocab));
}

/** What stands for unknown text, which would be lost without it. */
function readUnk(model: Fields, vocab: ReadonlyMap<string, number>): string {
  const token = model.text("unk_token");
  if (vocab.has(token)) return token;
  throw invalidFile(model.placeOf("unk_token"), `is ${shown(token)}, which model.vocab does not have.`, { token });
}

function readBpe(model: Fields): Bpe {
  const dropout = model.value("dropout") ?? 0;
  if (dropout !== 0)
    throw unsupported(
      model.placeOf("dropout"),
      `is ${shown(dropout)}, which leaves out merges at random: not supported. Set it to null for the ids without that.`,
    );
  const vocab = readVocab(model);
  return new Bpe({
    vocab,
    merges: checkMerges(model, readMerges(model), vocab),
    unkToken: model.has("unk_token") ? readUnk(model, vocab) : undefined,
    fusesUnk: model.flag("fuse_unk", false),
    byteFallback: model.flag("byte_fallback", false),
    ignoresMerges: model.flag("ignore_merges", false),
    continuingPrefix: model.text("continuing_subword_prefix", ""),
    endSuffix: model.text("end_of_word_suffix", ""),
  });
}

function readVocab(model: Fields): Map<string, number> {
  const vocab = model.object("vocab");
  const ids = new Map<string, number>();
  const tokens = new Map<number, string>();
  for (const token of vocab.names()) {
    const id = vocab.value(token);
    if (/\p{Cs}/u.test(token))
      throw invalidFile(vocab.place, `has ${shown(token)}, which has half a surrogate pair.`, { token });
    if (!isId(id))
      throw invalidFile(vocab.place, `has ${shown(token)} with the id ${shown(id)}; expected an integer.`, { token });
    const other = tokens.get(id);
    if (other !== undefined)
      throw invalidFile(vocab.place, `has the id ${id} twice, for ${shown(other)} and ${shown(token)}.`, { id });
    ids.set(token, id);
    tokens.set(id, token);
  }
  return ids;
}

/** All as "a b", of which those that begin with #version are comments, or all as ["a", "b"]. */
export function readMerges(model: Fields): (readonly [string, string])[] {
  const merges: (readonly [string, string])[] = [];
  const list = model.list("merges");
  for (const [i, merge] of list.entries()) {
    if (typeof merge === "string" && merge.startsWith("#version")) continue;
    const [left, right, ...more] =
      typeof merge === "string" ? merge.split(" ") : Array.isArray(merge) ? (merge as unknown[]) : [];
    const isOther = typeof merge !== typeof list[0];
    if (typeof left !== "string" || typeof right !== "string" || more.length > 0 || isOther) {
      const place = `${model.placeOf("merges")}[${i}]`;
      throw invalidFile(
        place,
        `is ${shown(merge)}; expected two tokens, as "a b" or ["a", "b"], in the same form as the first merge of the file.`,
        { merge: i },
      );
    }
    merges.push([left, right]);
  }
  return merges;
}

function checkMerges(
  model: Fields,
  merges: readonly (readonly [string, string])[],
  vocab: ReadonlyMap<string, number>,
): readonly (readonly [string, string])[] {
  const prefix = model.text("continuing_subword_prefix", "").length;
  for (const [i, [left, right]] of merges.entries()) {
    for (const token of [left, right, left + right.slice(prefix)]) {
      if (vocab.has(token)) continue;
      const place = `${model.placeOf("merges")}[${i}]`;
      throw invalidFile(place, `is about ${shown(token)}, which model.vocab does not have.`, { merge: i, token });
    }
  }
  return merges;
}
