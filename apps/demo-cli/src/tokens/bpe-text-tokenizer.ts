/** An encoding, or a vocabulary in ranks, as commands use it. */
import type { BpeTokenizer, EncodeOptions } from "@windrow/tokenizer-bpe";
import { mergedFrom } from "./merged-from.ts";
import { piecesOf } from "./pieces.ts";
import type { MergeList, TextTokenizer, TokenOrigin } from "./text-tokenizer.ts";

export function bpeTextTokenizer(bpe: BpeTokenizer): TextTokenizer {
  return {
    name: bpe.name,
    specialTokens: bpe.specialTokens,
    // Not before it is asked for: it may take unpacking.
    get vocabSize() {
      return bpe.vocabSize;
    },
    encode: (text, rules) => bpe.encode(text, rules),
    countUtf8: (utf8, rules) => countUtf8(utf8, rules, bpe),
    encodeStream: (rules) => bpe.encodeStream(rules),
    truncate: (text, maxTokens, options) => bpe.truncate(text, maxTokens, options),
    splitByTokens: (texts, options) => bpe.splitByTokens(texts, options),
    decode: (ids) => bpe.decode(ids),
    decodeBytes: (ids) => bpe.decodeBytes(ids),
    tokenBytes: (id) => bpe.decodeSingleTokenBytes(id),
    pieces: (text, ids) => piecesOf(text, ids, bpe),
    origins: () => Promise.resolve({ ranks: countRanks(bpe), of: (id) => originOf(id, bpe) }),
    listMerges: () => Promise.resolve(listMerges(bpe)),
    toFile: () => Promise.resolve({ json: bpe.toTokenizerJson() }),
  };
}

/** Bytes need not become a string first where no special token is among them: that takes a sixth of the time of counting small files. */
function countUtf8(utf8: Buffer, rules: EncodeOptions, bpe: BpeTokenizer): number {
  const { allowedSpecial = [] } = rules;
  const names = allowedSpecial === "all" ? bpe.specialTokens.keys() : allowedSpecial;
  for (const name of names) if (utf8.includes(name)) return bpe.encode(utf8.toString(), rules).length;
  return bpe.useOrdinary(utf8, (ids) => ids.length);
}

/** A token's id is its rank. */
function originOf(id: number, bpe: BpeTokenizer): TokenOrigin {
  const isSpecial = [...bpe.specialTokens.values()].includes(id);
  return { rank: isSpecial ? null : id, from: isSpecial ? [] : mergedFrom(id, bpe) };
}

/** Ids that are neither a special token nor unused. */
function countRanks(bpe: BpeTokenizer): number {
  const special = new Set(bpe.specialTokens.values());
  let ranks = 0;
  for (let id = 0; id < bpe.vocabSize; id++) if (!special.has(id) && isToken(id, bpe)) ranks++;
  return ranks;
}

function isToken(id: number, bpe: BpeTokenizer): boolean {
  try {
    return bpe.decodeSingleTokenBytes(id).length > 0;
  } catch {
    return false;
  }
}

function listMerges(bpe: BpeTokenizer): MergeList | undefined {
  try {
    const { vocab, merges } = bpe.toVocabAndMerges();
    const ids = JSON.parse(vocab) as Record<string, number>;
    // The first line says the version, the last is empty.
    const lines = merges.split("\n").slice(1, -1);
    return { merges: lines.map(pairOf), idOf: (name) => ids[name]! };
  } catch (error) {
    if ((error as { code?: string }).code !== "BPE_NOT_EXPORTABLE") throw error;
    return undefined;
  }
}

/** A merge as a line of merges.txt has it. */
export function pairOf(line: string): readonly [string, string] {
  const space = line.indexOf(" ");
  return [line.slice(0, space), line.slice(space + 1)];
}
