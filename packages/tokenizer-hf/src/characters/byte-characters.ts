/** GPT-2's printable characters for the 256 bytes. */
import { charactersOfBytes } from "@windrow/tokenizer-bpe/internal";

export const CHARACTERS: readonly string[] = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) =>
  charactersOfBytes(Uint8Array.of(byte)),
);
