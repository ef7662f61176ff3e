/** The bytes of every token, one after another. */
export interface TokenBytes {
  /** Token `id` is `bytes[offsets[id] .. offsets[id + 1] - 1]`; an id that is not a token has no bytes. */
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** The length of the longest token, in bytes; 0 where there are none. */
export function longestToken(offsets: Uint32Array): number {
  let longest = 0;
  for (let id = 0; id + 1 < offsets.length; id++) longest = Math.max(longest, offsets[id + 1]! - offsets[id]!);
  return longest;
}

/** Writes the bytes of a token, as far as they fit; returns how many there are, 0 where an id is not a token. */
export function copyToken({ bytes, offsets }: TokenBytes, id: number, into: Uint8Array): number {
  const start = offsets[id];
  const end = offsets[id + 1];
  if (start === undefined || end === undefined) return 0;
  for (let i = 0; i < end - start && i < into.length; i++) into[i] = bytes[start + i]!;
  return end - start;
}

/** Where each token begins, from the lengths of all. */
export function offsetsOf(lengths: ArrayLike<number>): Uint32Array {
  const offsets = new Uint32Array(lengths.length + 1);
  for (let id = 0; id < lengths.length; id++) offsets[id + 1] = offsets[id]! + lengths[id]!;
  return offsets;
}

/** @param tokens by id, with holes where an id is not a token */
export function packTokens(tokens: readonly (Uint8Array | undefined)[]): TokenBytes {
  const offsets = offsetsOf(Array.from(tokens, (token) => token?.length ?? 0));
  const bytes = new Uint8Array(offsets.at(-1)!);
  for (const [id, token] of tokens.entries()) if (token) bytes.set(token, offsets[id]);
  return { bytes, offsets };
}

/** The bytes of a token that a merge makes. Spread into a call, those of a long one would run out of stack. */
export function joinBytes(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}

/**
 * The same tokens and more. An id that has bytes keeps them, unless `bytesOf` has it; of two names of one id the first
 * counts.
 * @param more ids by text
 * @param bytesOf bytes by id, where they are not those that it has or the UTF-8 of the text
 */
export function withTokens(
  tokens: TokenBytes,
  more: ReadonlyMap<string, number>,
  bytesOf: ReadonlyMap<number, Uint8Array> = new Map(),
): TokenBytes {
  const added = new Map<number, Uint8Array>();
  const isTaken = (id: number): boolean =>
    added.has(id) || (!bytesOf.has(id) && tokens.offsets[id + 1]! > tokens.offsets[id]!);
  for (const [text, id] of more) if (!isTaken(id)) added.set(id, bytesOf.get(id) ?? new TextEncoder().encode(text));
  const size = [...added.keys()].reduce((most, id) => Math.max(most, id + 1), tokens.offsets.length - 1);
  const lengths = new Uint32Array(size);
  for (let id = 0; id + 1 < tokens.offsets.length; id++) lengths[id] = tokens.offsets[id + 1]! - tokens.offsets[id]!;
  for (const [id, bytes] of added) lengths[id] = bytes.length;
  const offsets = offsetsOf(lengths);
  const bytes = new Uint8Array(offsets.at(-1)!);
  // Added tokens part the others into runs that are copied as they are.
  let from = 0;
  for (const id of [...added.keys()].toSorted((a, b) => a - b).concat(lengths.length)) {
    const end = Math.min(id, tokens.offsets.length - 1);
    if (end > from) bytes.set(tokens.bytes.subarray(tokens.offsets[from], tokens.offsets[end]), offsets[from]);
    if (added.has(id)) bytes.set(added.get(id)!, offsets[id]);
    from = id + 1;
  }
  return { bytes, offsets };
}
