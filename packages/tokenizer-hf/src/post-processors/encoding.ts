/** Tokens with where they come from. Arrays of one length. */
export interface Encoding {
  /** What the places count in; "" where the tokens are those of several texts, or of none. */
  readonly text: string;
  readonly ids: number[];
  readonly tokens: string[];
  readonly typeIds: number[];
  /** UTF-16 units of the given text; of tokens that were put there 0 and 0. */
  readonly starts: number[];
  readonly ends: number[];
  /** 1 where a post-processor put the token. */
  readonly specialMask: number[];
}

export function emptyEncoding(text: string = ""): Encoding {
  return { text, ids: [], tokens: [], typeIds: [], starts: [], ends: [], specialMask: [] };
}

/** Appends one encoding to another. */
export function append(to: Encoding, from: Encoding, typeId?: number): void {
  for (const [i, id] of from.ids.entries()) {
    to.ids.push(id);
    to.tokens.push(from.tokens[i]!);
    to.typeIds.push(typeId ?? from.typeIds[i]!);
    to.starts.push(from.starts[i]!);
    to.ends.push(from.ends[i]!);
    to.specialMask.push(from.specialMask[i]!);
  }
}

export function appendSpecial(to: Encoding, id: number, token: string, typeId: number): void {
  to.ids.push(id);
  to.tokens.push(token);
  to.typeIds.push(typeId);
  to.starts.push(0);
  to.ends.push(0);
  to.specialMask.push(1);
}
