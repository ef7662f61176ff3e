/** A tokenizer.json or tekken.json as commands use it. */
import type { HfTokenizer } from "@windrow/tokenizer-hf";
import { safeJson } from "../show/safe-json.ts";
import { pairOf } from "./bpe-text-tokenizer.ts";
import { spannedPieces } from "./spanned-pieces.ts";
import type { MergeList, TextTokenizer, TokenOrigins } from "./text-tokenizer.ts";

/**
 * @param name as it is shown
 * @param file what it was read from: asked for by commands that show merges, or write it into a page
 */
export function hfTextTokenizer(hf: HfTokenizer, name: string, file: () => Promise<Uint8Array>): TextTokenizer {
  const special = new Set(hf.specialTokens.values());
  const parsed = async (): Promise<Json> => JSON.parse(new TextDecoder().decode(await file())) as Json;
  const listMerges = async (): Promise<MergeList | undefined> => mergesOf(await parsed());
  return {
    name,
    vocabSize: hf.vocabSize,
    specialTokens: hf.specialTokens,
    encode: (text, rules) => hf.encode(text, rules),
    countUtf8: (utf8, rules) => hf.encode(utf8.toString(), rules).length,
    encodeStream: (rules) => hf.encodeStream(rules),
    truncate: (text, maxTokens, options) => hf.truncate(text, maxTokens, options),
    splitByTokens: (texts, options) => hf.splitByTokens(texts, options),
    decode: (ids) => hf.decode(ids),
    decodeBytes: (ids) => hf.decodeBytes(ids),
    tokenBytes: (id) => hf.decodeBytes([id]),
    pieces: (text, _, rules) => spannedPieces(text, hf.encodeWithOffsets(text, rules), (id) => special.has(id)),
    origins: async () => originsOf(await listMerges()),
    listMerges,
    toFile: async () => ({ json: safeJson(await parsed()) }),
  };
}

/** A tokenizer.json that was read without an error; a tekken.json has no model. */
interface Json {
  readonly model?: {
    readonly vocab?: Readonly<Record<string, number>>;
    readonly merges?: readonly (string | readonly [string, string])[];
    readonly continuing_subword_prefix?: string | null;
  };
}

function mergesOf({ model = {} }: Json): MergeList | undefined {
  const { vocab, merges, continuing_subword_prefix: prefix } = model;
  // With a prefix a token's name is not that of its parts.
  if (vocab === undefined || merges === undefined || prefix) return undefined;
  const ids = new Map(Object.entries(vocab));
  const pairs = merges.map((merge) => (typeof merge === "string" ? pairOf(merge) : merge));
  return { merges: pairs, idOf: (name) => ids.get(name)! };
}

/** Several merges may make a token: the first does. */
function originsOf(list: MergeList | undefined): TokenOrigins {
  const merges = list?.merges ?? [];
  const ranks = new Map<number, number>();
  for (const [rank, [left, right]] of merges.entries()) {
    const id = list!.idOf(left + right);
    if (!ranks.has(id)) ranks.set(id, rank);
  }
  return {
    ranks: merges.length,
    of(id) {
      const rank = ranks.get(id);
      return rank === undefined
        ? { rank: null, from: [] }
        : { rank, from: merges[rank]!.map((name) => list!.idOf(name)) };
    },
  };
}
