/** Whether one of a few short texts stands in a long one, both in UTF-8: looked for by their first bytes. */

const utf8 = new TextEncoder();

export class ByteNeedles {
  readonly #byFirst = new Map<number, Uint8Array[]>();

  /** @param texts none of them empty */
  constructor(texts: Iterable<string>) {
    for (const text of texts) {
      const needle = utf8.encode(text);
      const others = this.#byFirst.get(needle[0]!);
      if (others === undefined) this.#byFirst.set(needle[0]!, [needle]);
      else others.push(needle);
    }
  }

  standIn(bytes: Uint8Array): boolean {
    for (const [first, needles] of this.#byFirst) {
      for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1))
        if (needles.some((needle) => standsAt(bytes, at, needle))) return true;
    }
    return false;
  }
}

function standsAt(bytes: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let i = 1; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false;
  return true;
}
