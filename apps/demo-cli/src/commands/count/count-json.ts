/** What `windrow count --json` prints. */
import type { FailedInput } from "../../read/each-input.ts";
import { fileJson } from "../../read/inputs.ts";
import type { Sizes } from "./count-stream.ts";
import type { Counted, CountedTexts } from "./counted-texts.ts";
import type { Group, GroupedBy } from "./group-counts.ts";

/** Tokens in one of several encodings. */
export interface EncodedCounts {
  readonly encoding: string;
  readonly tokens: number;
  /** Null where there is no token. */
  readonly charsPerToken: number | null;
}

/** Sizes of a text, or of several together. */
export interface Counts {
  /** In the first encoding. */
  readonly tokens: number;
  /** Code points, as Python's len. */
  readonly chars: number;
  /** Bytes of UTF-8. */
  readonly bytes: number;
  /** In the first encoding; null where there is no token. */
  readonly charsPerToken: number | null;
  /** In each, where several encodings were asked for. */
  readonly encodings?: readonly EncodedCounts[];
}

/** All files of one folder, or of one type. */
export interface CountGroupJson extends Counts {
  /** The folder; or the ending, such as ".md", null for files without one. */
  readonly name: string | null;
  /** How many files it has. */
  readonly files: number;
}

/** What `windrow count --json` prints. */
export interface CountJson {
  readonly schemaVersion: 1;
  /** The first encoding. */
  readonly encoding: string;
  /** The files with the most tokens first; with `--top` as many of them as it says, unless `--by` is given. `file` is null for `--text`, `-` for standard input. */
  readonly files: readonly (Counts & { readonly file: string | null })[];
  /** With `--by`: its groups, the largest first; with `--top` as many of them. */
  readonly groups?: readonly CountGroupJson[];
  /** All files together. */
  readonly total: Counts;
  /** With `--top`: how many files, or groups, are not listed. */
  readonly more?: number;
  /** With `--limit`. */
  readonly limit?: { readonly tokens: number; readonly isOver: boolean };
  /** Files of folders and patterns that were left out because they are binary. */
  readonly binary: readonly string[];
  /** Files that could not be used, patterns and folders without files. */
  readonly failed: readonly FailedInput[];
}

/** What was asked for beside the counts. */
export interface Listing {
  readonly top?: number | undefined;
  readonly limit?: number | undefined;
  readonly by?: GroupedBy | undefined;
}

export function countJson(
  { encodings, files, total, binary, failed }: CountedTexts,
  groups: readonly Group[] | undefined,
  { top = Infinity, limit }: Listing,
): CountJson {
  const counts = (sizes: Sizes): Counts => countsOf(sizes, encodings);
  const listed = groups === undefined ? files.slice(0, top) : files;
  const more = Math.max(0, (groups ?? files).length - top);
  return {
    schemaVersion: 1,
    encoding: encodings[0]!,
    files: listed.map((file: Counted) => ({ file: fileJson(file.path), ...counts(file) })),
    ...(groups && {
      groups: groups.slice(0, top).map((group) => ({ name: group.name, files: group.files, ...counts(group) })),
    }),
    total: counts(total),
    ...(top !== Infinity && { more }),
    ...(limit !== undefined && { limit: { tokens: limit, isOver: total.tokens[0]! > limit } }),
    binary,
    failed,
  };
}

function countsOf({ tokens, chars, bytes }: Sizes, encodings: readonly string[]): Counts {
  const perToken = (count: number): number | null => (count === 0 ? null : chars / count);
  const [first] = tokens;
  const counts = { tokens: first!, chars, bytes, charsPerToken: perToken(first!) };
  if (encodings.length === 1) return counts;
  const each = encodings.map((encoding, i) => ({ encoding, tokens: tokens[i]!, charsPerToken: perToken(tokens[i]!) }));
  return { ...counts, encodings: each };
}
