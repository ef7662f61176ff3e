/**
 * Ids of normalized text in chunks between characters that are in no piece, such as spaces: a chunk that was encoded
 * before is found by its units, without being split. Hot.
 */
import type { CodePointSet, IdBuffer } from "@windrow/tokenizer-bpe/internal";
import { unitsIn } from "../patterns/units-in.ts";
import { KnownWords } from "../sections/known-words.ts";
import type { SectionIds } from "../sections/sections.ts";
import { hashed, MAX_UNITS } from "../sections/table-of-words.ts";

type Encode = SectionIds["encode"];

/** @param encodeLong encodes chunks by their pieces, for those that are too long to be remembered as well */
export function chunkSections(
  separators: CodePointSet,
  encodeLong: Encode,
  idsOf: (chunk: string) => number[],
): Encode {
  const { units } = unitsIn(separators);
  const chunks = new KnownWords(idsOf);
  return (section, out, limit) => encodeChunks(section, { units, chunks, encodeLong }, out, limit);
}

interface Chunks {
  /** 1 by unit where it is a separator. */
  readonly units: Uint8Array;
  readonly chunks: KnownWords;
  readonly encodeLong: Encode;
}

function encodeChunks(
  section: string,
  { units, chunks, encodeLong }: Chunks,
  out: IdBuffer | undefined,
  limit: number,
): number {
  const { length } = section;
  let count = 0;
  for (let at = 0; at < length && count <= limit;) {
    let unit = section.charCodeAt(at);
    if (units[unit] === 1) {
      at++;
      continue;
    }
    const start = at;
    let hash = 0;
    do {
      hash = hashed(hash, unit);
      at++;
      unit = section.charCodeAt(at);
    } while (at < length && units[unit] !== 1);
    count +=
      at - start > MAX_UNITS
        ? encodeLong(section.slice(start, at), out, limit - count)
        : chunks.encode(section, start, at, hash, out);
  }
  return count;
}
