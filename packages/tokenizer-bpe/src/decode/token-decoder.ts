/** Ids that are pushed one by one or in parts. Streams and generators work by it. */

/** Decodes ids that come one by one or in parts; characters that are cut between them stay whole. */
export interface TokenDecoder {
  /** The text that is certain after one more id, or several. */
  push(ids: number | ArrayLike<number>): string;
  /** Ends the text: what waited, a cut character as U+FFFD. The next id begins another text, as it does after an error. */
  end(): string;
}

/** What ids are pushed into. */
export interface OpenedIds {
  push(ids: ArrayLike<number>): string;
  end(): string;
}

/** @param check throws for what is not an array of ids */
export function tokenDecoder(
  open: () => OpenedIds,
  check: (ids: ArrayLike<number>) => ArrayLike<number>,
): TokenDecoder {
  let text: OpenedIds | undefined;
  /** The text so far; gone unless it is put back. */
  const begun = (): OpenedIds => {
    const begins = text ?? open();
    text = undefined;
    return begins;
  };
  return {
    push(ids) {
      const pushed = begun();
      const part = pushed.push(check(typeof ids === "number" ? [ids] : ids));
      text = pushed;
      return part;
    },
    end: () => begun().end(),
  };
}

/** Text as it becomes certain; what it yields is never empty. */
export function* decodeParts(decoder: TokenDecoder, parts: Iterable<number | ArrayLike<number>>): Generator<string> {
  for (const ids of parts) {
    const text = decoder.push(ids);
    if (text !== "") yield text;
  }
  const text = decoder.end();
  if (text !== "") yield text;
}
