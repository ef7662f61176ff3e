/** The tokens of an encoding by their ids, its special ones among them, one at a time or all at once. */
import { once } from "../vocabulary/once.ts";
import { type TokenBytes, withTokens } from "../vocabulary/token-bytes.ts";
import type { VocabularySource } from "../vocabulary/vocabulary-source.ts";

export interface DecodedTokens {
  /** Ids are below this. */
  readonly size: number;
  /** Writes the bytes of a token, as far as they fit; returns how many there are, 0 where an id is not a token. */
  readonly copy: (id: number, into: Uint8Array) => number;
  /** The id of a token of no bytes, if there is one: of the others `copy` says that they are none. */
  readonly emptyToken?: number | undefined;
  /** Those of all: making them takes tens of milliseconds the first time. */
  readonly all: () => TokenBytes;
}

/**
 * An id that the vocabulary has keeps its bytes, unless `bytesOf` has it; of two names of one id the first counts.
 * @param special ids by name
 * @param bytesOf bytes by id, where they are not those of the vocabulary or the UTF-8 of the name
 */
export function decodedTokens(
  source: VocabularySource,
  special: ReadonlyMap<string, number>,
  bytesOf: ReadonlyMap<number, Uint8Array> = new Map(),
  emptyToken?: number,
): DecodedTokens {
  let size = source.size();
  for (const id of special.values()) size = Math.max(size, id + 1);
  const specialBytes = once(() => {
    const bytes = new Map<number, Uint8Array>();
    const utf8 = new TextEncoder();
    for (const [name, id] of special) if (!bytes.has(id)) bytes.set(id, bytesOf.get(id) ?? utf8.encode(name));
    return bytes;
  });
  return {
    size,
    emptyToken,
    copy: (id, into) => {
      const own = bytesOf.get(id);
      const length = own === undefined ? source.copyToken(id, into) : 0;
      if (length > 0) return length;
      const bytes = own ?? specialBytes().get(id);
      if (bytes === undefined) return 0;
      into.set(bytes.subarray(0, into.length));
      return bytes.length;
    },
    all: once(() => withTokens(source.tokenBytes(), special, bytesOf)),
  };
}

/** Bytes that most tokens have at most. */
const USUAL_BYTES = 64;

/** The bytes of a token, in a fresh array; undefined where an id is not a token. */
export function bytesOfToken({ copy, emptyToken }: DecodedTokens, id: number): Uint8Array | undefined {
  const bytes = new Uint8Array(USUAL_BYTES);
  const length = copy(id, bytes);
  if (length === 0 && id !== emptyToken) return undefined;
  if (length <= USUAL_BYTES) return bytes.slice(0, length);
  const all = new Uint8Array(length);
  copy(id, all);
  return all;
}
