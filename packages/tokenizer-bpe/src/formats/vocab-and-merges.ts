/** GPT-2's two files: vocab.json with the id of each token, and merges.txt with two tokens a line. */
import { describe, isMap } from "@windrow/core";
import type { EncodingDefinition } from "../encoding-definitions.ts";
import { ownDefinition, type OwnEncodingOptions } from "../own-encoding.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { invalidFile, notExportable } from "./file-error.ts";
import { parseJson, textOfFile } from "./file-text.ts";
import { listByNames } from "./list-by-names.ts";
import { vocabularyOfListing } from "./listed-vocabulary.ts";
import type { ReadEncoding } from "./read-encoding.ts";
import { writeListed } from "./write-tokenizer-json.ts";

/** The two files' texts or bytes; vocab.json may be parsed already. */
export interface VocabAndMerges {
  readonly vocab: string | Uint8Array | Readonly<Record<string, number>>;
  readonly merges: string | Uint8Array;
}

const VERSION_MARK = "#version";
const VERSION = `${VERSION_MARK}: 0.2`;

/** @throws BpeError BPE_INVALID_FILE, and those of the options */
export function readVocabAndMerges(files: VocabAndMerges, options: OwnEncodingOptions): ReadEncoding {
  const { vocab, merges } = files ?? {};
  const given = options?.specialTokens;
  const named = isMap(given) ? [...given.keys()] : Object.keys(given ?? {});
  const { pairs, lines } = readMerges(merges);
  const places = { vocab: "vocab.json", merge: (index: number): number => lines[index]! };
  const listing = listByNames(parseJson("vocab.json", vocab), pairs, new Set(named), places);
  const { vocabulary, tokens, unmade } = vocabularyOfListing(
    listing,
    { takesWholeTokens: false, keepsUnmade: false },
    places,
  );
  // A token that merges join is none of the special ones: the merge that makes it was lost.
  const lost = pairs.findIndex((pair) => pair.some((token) => unmade.has(token)));
  if (lost >= 0)
    throw invalidFile(
      lines[lost]!,
      `of merges.txt joins ${pairs[lost]!.map(describe).join(" and ")}, one of which no merge makes; the file may have been cut.`,
    );
  // Such as <|endoftext|>, which the file has among the tokens.
  const specialTokens = given ?? unmade;
  const known = Array.from(tokens.offsets.subarray(1), (end, id) => (end > tokens.offsets[id]! ? true : undefined));
  return { definition: ownDefinition({ ...options, specialTokens }, known), vocabulary };
}

function readMerges(merges: unknown): { pairs: [string, string][]; lines: number[] } {
  const text = textOfFile("merges.txt", merges, "its text or bytes");
  const pairs: [string, string][] = [];
  const lines: number[] = [];
  for (const [i, written] of text.split("\n").entries()) {
    const line = written.replace(/\r$/, "");
    // As in Hugging Face's reader a line of a version may stand anywhere.
    if (line === "" || line.startsWith(VERSION_MARK)) continue;
    const [left, right, more] = line.split(" ");
    if (!left || !right || more !== undefined)
      throw invalidFile(i + 1, `of merges.txt is ${describe(line)}; expected two tokens with a space between.`);
    pairs.push([left, right]);
    lines.push(i + 1);
  }
  return { pairs, lines };
}

/** @throws BpeError BPE_NOT_EXPORTABLE */
export function writeVocabAndMerges(
  definition: EncodingDefinition,
  vocabulary: Vocabulary,
): { vocab: string; merges: string } {
  const format = "vocab.json and merges.txt";
  const { vocab, merges } = writeListed(definition, vocabulary, format);
  const unread = merges.find(([left]) => left.startsWith(VERSION_MARK));
  if (unread !== undefined)
    throw notExportable(format, `the merge of ${unread.map(describe).join(" and ")} would be read as a version line.`);
  return { vocab: JSON.stringify(vocab), merges: [VERSION, ...merges.map((pair) => pair.join(" ")), ""].join("\n") };
}
