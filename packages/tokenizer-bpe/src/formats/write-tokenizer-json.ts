/** Hugging Face's tokenizer.json, for their libraries in Python, Rust and JavaScript. */
import { quoted, shown } from "@windrow/core";
import type { EncodingDefinition } from "../encoding-definitions.ts";
import { hasScanner, R50K_PATTERN } from "../split/patterns.ts";
import { charactersOfBytes, standsForOther } from "../vocabulary/byte-alphabet.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { notExportable } from "./file-error.ts";
import { eachToken, listMerges } from "./list-merges.ts";
import { PORTABLE_PATTERNS } from "../patterns/split-of-pattern.ts";
import { UntranslatablePattern } from "../patterns/pattern-reader.ts";
import { translatePattern } from "../patterns/translate-pattern.ts";

const FORMAT = "tokenizer.json";

/** @throws BpeError BPE_NOT_EXPORTABLE */
export function writeTokenizerJson(definition: EncodingDefinition, vocabulary: Vocabulary): string {
  const { vocab, merges } = writeListed(definition, vocabulary, FORMAT);
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const special = [...firstNames(definition.specialTokens)].toSorted(([, a], [, b]) => a - b);
  for (const [token] of special) checkSpecialToken(token);
  return JSON.stringify({
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: special.map(([content, id]) => ({ id, content, ...flags })),
    normalizer: null,
    pre_tokenizer: preTokenizerOf(definition),
    post_processor: null,
    decoder: byteLevel(true),
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab,
      merges,
    },
  });
}

/** Hugging Face decodes a special token whose characters all stand for bytes as these bytes, and takes no half pair. */
function checkSpecialToken(token: string): void {
  if (!standsForOther(token) && !/\p{Surrogate}/u.test(token)) return;
  throw notExportable(FORMAT, `Hugging Face would decode its special token ${quoted(token)} to a different text.`);
}

/** Ids by token, special ones included, and merges, in printable characters. */
export function writeListed(
  { specialTokens }: EncodingDefinition,
  vocabulary: Vocabulary,
  format: string,
): { vocab: Record<string, number>; merges: [string, string][] } {
  const names: string[] = [];
  const entries: [string, number][] = [];
  for (const [id, token] of eachToken(vocabulary.tokenBytes())) {
    names[id] = charactersOfBytes(token);
    entries.push([names[id], id]);
  }
  const merges = listMerges(vocabulary, format).map(({ left, right }): [string, string] => [
    names[left]!,
    names[right]!,
  ]);
  const known = new Map(entries);
  for (const [token, id] of firstNames(specialTokens)) {
    if (known.get(token) === id) continue;
    if (known.has(token))
      throw notExportable(format, `its special token ${quoted(token)} is written like its token ${known.get(token)}.`);
    entries.push([token, id]);
  }
  // Object.fromEntries keeps "__proto__" as well.
  return { vocab: Object.fromEntries(entries), merges };
}

/** The first name of each id: the format has no others. */
function firstNames(specialTokens: ReadonlyMap<string, number>): Map<string, number> {
  const seen = new Set<number>();
  return new Map([...specialTokens].filter(([, id]) => !seen.has(id) && seen.add(id)));
}

function byteLevel(use_regex: boolean): object {
  return { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex };
}

function preTokenizerOf({ pattern, flavour }: EncodingDefinition): object {
  if (pattern === R50K_PATTERN) return byteLevel(true);
  if (pattern === "[^]+") return byteLevel(false);
  const split = {
    type: "Split",
    pattern: { Regex: portable(pattern, flavour) },
    behavior: "Isolated",
    invert: false,
  };
  return { type: "Sequence", pretokenizers: [split, byteLevel(false)] };
}

function portable(pattern: string, flavour: EncodingDefinition["flavour"]): string {
  if (hasScanner(pattern)) return PORTABLE_PATTERNS[pattern]!;
  const written = flavour === undefined ? withAnyInSet(pattern) : pattern;
  const fail = (why: string, cause?: unknown): Error =>
    notExportable(FORMAT, `its pattern ${shown(pattern)} ${why}.`, cause);
  let isSame: boolean;
  try {
    // In JavaScript's syntax, or that of Python or Rust: what has the same meaning in Oniguruma's is written as it is.
    isSame = translatePattern(pattern, flavour ?? "javascript") === translatePattern(written, "oniguruma");
  } catch (error) {
    if (!(error instanceof UntranslatablePattern)) throw error;
    throw fail(`${error.message}, which can't be written in Oniguruma's syntax`, error);
  }
  if (isSame) return written;
  throw fail("has parts that match other characters in Oniguruma, such as \\s, \\w or $; write these out as sets");
}

/** Oniguruma has no `[^]`, JavaScript's set of all characters. */
function withAnyInSet(pattern: string): string {
  let isInSet = false;
  return pattern.replaceAll(/\\[^]|\[\^\]|[[\]]/g, (found) => {
    if (found === "[^]" && !isInSet) return "[\\s\\S]";
    if (found === "[" || found === "]") isInSet = found === "[";
    // Within a set it is three characters, the last of which closes it.
    if (found === "[^]") isInSet = false;
    return found;
  });
}
