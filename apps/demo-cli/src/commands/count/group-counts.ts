/** Counts put together: of each folder, of each type of file. */
import { dirname, extname } from "node:path";
import { isStandardInput } from "../../read/byte-chunks.ts";
import type { Sizes } from "./count-stream.ts";
import type { Counted } from "./counted-texts.ts";
import { byTokens, sumSizes } from "./sum-sizes.ts";

/** What `--by` takes. */
export type GroupedBy = "folder" | "type";

export interface Group extends Sizes {
  /** The folder that a file is in, "-" for standard input; or its name's ending in small letters, null where there is none. */
  readonly name: string | null;
  readonly files: number;
}

/** Those with the most tokens first. */
export function groupCounts(files: readonly Counted[], by: GroupedBy): Group[] {
  const members = new Map<string | null, Counted[]>();
  for (const file of files) {
    const name = by === "type" ? typeOf(file.path) : folderOf(file.path);
    const others = members.get(name);
    if (others === undefined) members.set(name, [file]);
    else others.push(file);
  }
  const groups = Array.from(members, ([name, of]) => ({
    name,
    files: of.length,
    ...sumSizes(of, of[0]!.tokens.length),
  }));
  return groups.toSorted(byTokens);
}

function folderOf(path: string): string {
  return isStandardInput(path) ? "-" : dirname(path);
}

function typeOf(path: string): string | null {
  return extname(path).toLowerCase() || null;
}
