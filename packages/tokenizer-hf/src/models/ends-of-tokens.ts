/** Where tokens end that are bytes in printable characters: in the UTF-8 of those characters. */
import type { TokenBytes } from "@windrow/tokenizer-bpe/internal";
import { CHARACTERS } from "../characters/byte-characters.ts";
import { utf8Length } from "../characters/utf8-places.ts";

const LENGTHS = /* @__PURE__ */ Uint8Array.from(CHARACTERS, utf8Length);

export function endsOfTokens(ids: ArrayLike<number>, { bytes, offsets }: TokenBytes): number[] {
  let end = 0;
  return Array.from(ids, (id) => {
    for (let at = offsets[id]!; at < offsets[id + 1]!; at++) end += LENGTHS[bytes[at]!]!;
    return end;
  });
}
