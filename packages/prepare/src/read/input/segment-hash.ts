/**
 * What tells that a segment's bytes are those that were planned: their xxh64, a thirtieth of the work of
 * a sha256. It finds accidents; against a forger there is the sha256 of the whole input.
 */
import xxhash from "xxhash-wasm";

/** A hash of bytes that come in order. */
export interface SegmentHash {
  update(bytes: Uint8Array): unknown;
  /** 16 hex digits. Nothing may come behind. */
  digest(): string;
}

let xxhashes: ReturnType<typeof xxhash> | undefined;

/** xxhash's functions; its WebAssembly is compiled once. */
export function loadXxhash(): ReturnType<typeof xxhash> {
  return (xxhashes ??= xxhash());
}

/** What makes them, one for each segment. */
export async function segmentHasher(): Promise<() => SegmentHash> {
  const { create64 } = await loadXxhash();
  return () => {
    const hash = create64();
    return { update: (bytes) => hash.update(bytes), digest: () => hash.digest().toString(16).padStart(16, "0") };
  };
}
