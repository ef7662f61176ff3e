/** Decoders on both engines, and what their text is compared with. */
import { expect } from "vitest";
import { decodedTokens } from "../../src/decode/decoded-tokens.ts";
import { IdDecoder } from "../../src/decode/id-decoder.ts";
import { copyToken, packTokens } from "../../src/vocabulary/token-bytes.ts";
import type { VocabularySource } from "../../src/vocabulary/vocabulary-source.ts";
import { WasmMemory } from "../../src/wasm/wasm-memory.ts";

export const ENGINES = ["typescript", "wasm"] as const;

/** More ids than it takes until WebAssembly copies. */
const MANY = 5000;

/** @param id of some token */
export function decoderOn(
  engine: (typeof ENGINES)[number],
  source: VocabularySource,
  special: ReadonlyMap<string, number> = new Map(),
  id = 0,
): IdDecoder {
  const tokens = decodedTokens(source, special);
  if (engine === "typescript") return new IdDecoder("test", tokens);
  let opened = 0;
  const decoder = new IdDecoder("test", tokens, (memory) => {
    opened++;
    return new WasmMemory(memory, source);
  });
  decoder.text(new Int32Array(MANY).fill(id));
  expect(opened).toBe(1);
  return decoder;
}

/** A vocabulary of tokens alone, with holes where an id is not a token. */
export function sourceOf(tokens: readonly (Uint8Array | undefined)[]): VocabularySource {
  const packed = packTokens(tokens);
  return {
    vocabulary: () => {
      throw new Error("decoding needs no merges");
    },
    tokenBytes: () => packed,
    size: () => tokens.length,
    copyToken: (id, into) => copyToken(packed, id, into),
    mergesKey: () => undefined,
  };
}

/** The text of ids by the platform's own decoder of all their bytes. */
export function slowText(decoder: IdDecoder, ids: ArrayLike<number>): string {
  const bytes = Buffer.concat(Array.from(ids, (id) => decoder.token(id)));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Whether the engine keeps a string in one byte for each character, as its own format says. */
export async function isOneByte(text: string): Promise<boolean> {
  const { serialize } = await import("node:v8");
  // Behind two bytes of a header, and one that brings units to even places.
  const [, , first = 0, second = 0] = serialize(text);
  const tag = String.fromCharCode(first || second);
  expect(['"', "c"]).toContain(tag);
  return tag === '"';
}
