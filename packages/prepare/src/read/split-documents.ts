/**
 * Splits a stream of bytes into documents: at a separator, as a split of the whole would, from left to
 * right, however the stream is cut; or not at all. What a separator ends is a document, also when it is
 * empty; what follows the last one is a document where it is not.
 */

/** Bytes of a document: all of it, or of a long one a part. */
export interface DocumentBytes {
  readonly bytes: Buffer;
  /** Place of the first byte in the stream. */
  readonly start: number;
  /** Whether the document ends with them. */
  readonly isLast: boolean;
}

/** @param separator undefined where the stream is one document */
export async function* splitDocuments(
  chunks: AsyncIterable<Buffer>,
  separator: Buffer | undefined,
): AsyncGenerator<readonly DocumentBytes[]> {
  let rest: Buffer = Buffer.alloc(0);
  let start = 0;
  let isOpen = false;
  for await (const chunk of chunks) {
    const found: DocumentBytes[] = [];
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    if (separator !== undefined) {
      // What was looked through before has no separator but one that goes on in this chunk.
      let at = bytes.indexOf(separator, Math.max(0, rest.length - separator.length + 1));
      for (; at !== -1; at = bytes.indexOf(separator, from)) {
        found.push({ bytes: bytes.subarray(from, at), start: start + from, isLast: true });
        from = at + separator.length;
        isOpen = false;
      }
    }
    // A document that is longer than a chunk goes on in parts; one byte at least is left for the last one.
    const held = separator === undefined ? chunk.length : Math.max(1, separator.length - 1);
    const end = bytes.length - held;
    if (rest.length > 0 && from === 0 && end > 0) {
      found.push({ bytes: bytes.subarray(0, end), start, isLast: false });
      from = end;
      isOpen = true;
    }
    rest = bytes.subarray(from);
    start += from;
    if (found.length > 0) yield found;
  }
  if (rest.length > 0 || isOpen) yield [{ bytes: rest, start, isLast: true }];
}
